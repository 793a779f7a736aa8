"""Back from the first statement and forward again: what was chosen is there, and it was stored nowhere."""

import pytest
from playwright.sync_api import Page, expect

from service_worker.tests.answering import answer_up_to, at_statement
from service_worker.tests.fake_server import FakeServer
from service_worker.tests.phone import LOSE_DATABASE, Phone, until

CONTROLLED = "() => Boolean(navigator.serviceWorker.controller)"
TWO = {"happy": "3", "calm": "3"}


def half_answered(phone: Phone) -> Page:
    """Two statements answered, the third in sight, under a worker."""
    page = phone.open("/plan")
    until(page, CONTROLLED)
    page.goto("/check-in")
    answer_up_to(page, "active")
    return page


def chosen(page: Page) -> dict[str, str]:
    said = "Object.fromEntries([...document.querySelectorAll('input:checked')].map((one) => [one.name, one.value]))"
    return dict(page.evaluate(said))


def out_by_the_back_key(page: Page) -> None:
    for _statement in range(3):
        page.go_back()
    page.wait_for_url("**/plan")


def test_it_works(phone: Phone) -> None:
    page = half_answered(phone)
    out_by_the_back_key(page)
    page.go_forward()
    at_statement(page, "happy")
    until(page, "() => document.querySelectorAll('input:checked').length === 2")
    assert chosen(page) == TWO
    page.locator("[data-next]").click()
    page.locator("[data-next]").click()
    at_statement(page, "active")


def test_back_from_another_page_leads_to_the_statement_she_was_at(phone: Phone) -> None:
    """She looked at the help in the middle of it."""
    page = half_answered(phone)
    page.goto("/help")
    page.go_back()
    at_statement(page, "active")
    assert chosen(page) == TWO
    page.go_back()
    at_statement(page, "calm")


def test_nothing_of_it_is_on_the_phone(phone: Phone) -> None:
    """Not in any storage, not in the history: the tab has a word of its own, and that is all."""
    page = half_answered(phone)
    page.goto("/plan")
    assert page.evaluate("Object.keys(sessionStorage)") == ["companion-tab"] and phone.items(page) == []
    kept = phone.everything(page).replace("\\", "")
    assert '"happy"' in kept and '"happy":' not in kept and "checked" not in kept  # the blank form is there


@pytest.mark.parametrize("how", ["link", "reload"])
def test_a_form_that_is_opened_or_loaded_anew_is_blank(phone: Phone, how: str) -> None:
    page = half_answered(phone)
    if how == "link":
        page.goto("/plan")
        page.goto("/check-in")
    else:
        page.reload()
    at_statement(page, "happy")
    asked_in_vain(page)


def asked_in_vain(page: Page) -> None:
    """The worker has answered by now, and nothing is chosen."""
    until(page, "() => !history.state || !history.state.statement")
    page.evaluate("new Promise((done) => companion.draft(companion.checkIn.form).back().then(done))")
    assert chosen(page) == {}


@pytest.mark.parametrize("how", ["sent", "stopped", "signed out", "another person"])
def test_when_it_is_over_nothing_comes_back(phone: Phone, server: FakeServer, how: str) -> None:
    page = half_answered(phone)
    if how == "sent":
        answer_up_to(page, "interest")
        page.locator("fieldset:visible input[value='3']").check()
        page.locator("[data-finish]").click()
        expect(page.locator("[data-index]")).to_have_text("60")
        server.wait_for(lambda: len(server.stored) == 1)
    elif how == "stopped":
        stop(page)
    elif how == "signed out":
        page.goto("/plan")
        page.get_by_role("button", name="out", exact=True).click()
        page.wait_for_url("**/sign-in")
        phone.sign_in("amal")
    else:
        phone.sign_in("bo")
    back_to_the_form(page)
    asked_in_vain(page)


def stop(page: Page) -> None:
    """As the link does it."""
    page.evaluate("() => { companion.checkIn.form.reset(); companion.checkIn.home(); }")


def back_to_the_form(page: Page) -> None:
    """By the browser's own way, past whatever was opened since."""
    page.goto("/help")
    for _page in range(6):
        page.go_back()
        if page.url.endswith("/check-in"):
            break
    at_statement(page, "happy")


def test_another_tab_is_another_form(phone: Phone) -> None:
    half_answered(phone)
    other = phone.open("/check-in")
    at_statement(other, "happy")
    other.goto("/plan")
    other.go_back()
    at_statement(other, "happy")
    asked_in_vain(other)


def test_what_could_not_be_saved_comes_back_too(phone: Phone) -> None:
    page = half_answered(phone)
    page.evaluate(LOSE_DATABASE)
    answer_up_to(page, "interest")
    page.locator("fieldset:visible input[value='3']").check()
    page.locator("[data-finish]").click()
    expect(page.locator("[data-not-saved]")).to_be_focused()
    page.goto("/help")
    page.go_back()
    at_statement(page, "interest")
    assert len(chosen(page)) == 5


def test_under_an_older_worker_the_form_is_blank_and_works(phone: Phone) -> None:
    """One that does not know the question never answers it."""
    page = half_answered(phone)
    page.add_init_script("ServiceWorker.prototype.postMessage = () => null")
    page.goto("/help")
    page.go_back()
    at_statement(page, "happy")
    assert chosen(page) == {}
    page.locator("fieldset:visible input[value='3']").check()
    page.locator("[data-next]").click()
    at_statement(page, "calm")
