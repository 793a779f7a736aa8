"""The phone's Back key in the check-in: one statement back, answers kept, out of the form from the first only."""

from playwright.sync_api import Page, expect

from service_worker.tests.answering import answer_up_to, at_statement
from service_worker.tests.fake_server import FakeServer
from service_worker.tests.phone import LOSE_DATABASE, Phone, until

ASLEEP_AND_BACK = """() => ["pagehide", "pageshow"].forEach((name) =>
  dispatchEvent(new PageTransitionEvent(name, { persisted: true })))"""


def form_after_plan(phone: Phone) -> Page:
    """The form, with another page behind it."""
    page = phone.open("/plan")
    page.goto("/check-in")
    return page


def test_it_works(phone: Phone) -> None:
    page = form_after_plan(phone)
    answer_up_to(page, "active")
    for name in ("calm", "happy"):
        page.go_back()
        at_statement(page, name)
        expect(page.locator("fieldset:visible legend")).to_be_focused()
        expect(page.locator(f"input[name={name}][value='3']")).to_be_checked()
    page.go_forward()
    at_statement(page, "calm")
    assert page.locator("input:checked").count() == 2
    page.go_back()
    page.go_back()
    page.wait_for_url("**/plan")


def test_the_button_and_the_key_take_the_same_steps(phone: Phone) -> None:
    page = form_after_plan(phone)
    answer_up_to(page, "active")
    page.locator("[data-back]").click()
    at_statement(page, "calm")
    page.go_back()
    at_statement(page, "happy")
    page.go_back()
    page.wait_for_url("**/plan")


def test_forward_steps_over_no_open_statement(phone: Phone) -> None:
    page = form_after_plan(phone)
    answer_up_to(page, "calm")
    page.go_back()
    at_statement(page, "happy")
    page.evaluate("document.querySelector('input[name=happy]:checked').checked = false")
    page.go_forward()
    at_statement(page, "happy")


def test_after_the_result_one_step_back_leaves_and_no_answer_is_there(phone: Phone, server: FakeServer) -> None:
    page = form_after_plan(phone)
    phone.answer(page, [3, 3, 3, 3, 3])
    server.wait_for(lambda: len(server.stored) == 1)  # saved, and soon sent: "saved" stands for a moment only
    until(page, "() => !history.state || !history.state.statement")
    expect(page.locator("[data-index]")).to_have_text("60")
    page.go_back()
    page.wait_for_url("**/plan")
    page.go_forward()
    at_statement(page, "happy")
    assert page.locator("input:checked").count() == 0


def test_what_could_not_be_saved_can_still_be_looked_through(phone: Phone) -> None:
    page = form_after_plan(phone)
    page.evaluate(LOSE_DATABASE)
    phone.answer(page, [0, 1, 2, 3, 4])
    expect(page.locator("[data-not-saved]")).to_be_focused()
    page.go_back()
    at_statement(page, "rested")
    expect(page.locator("input[name=rested][value='3']")).to_be_checked()
    assert page.locator("input:checked").count() == 5


def test_a_page_that_slept_wakes_with_every_answer(phone: Phone) -> None:
    page = form_after_plan(phone)
    answer_up_to(page, "active")
    page.evaluate(ASLEEP_AND_BACK)
    at_statement(page, "active")
    assert page.locator("input:checked").count() == 2


def test_a_form_loaded_anew_is_blank_and_leaves_with_one_step(phone: Phone) -> None:
    page = form_after_plan(phone)
    answer_up_to(page, "active")
    page.reload()
    at_statement(page, "happy")
    assert page.locator("input:checked").count() == 0
    until(page, "() => !history.state || !history.state.statement")
    page.go_back()
    page.wait_for_url("**/plan")


def test_answers_the_server_wrote_back_have_their_steps_behind_them(phone: Phone, server: FakeServer) -> None:
    """After a switch of language in mid-form, Back leads through what was answered."""
    page = phone.open("/check-in?happy=4&calm=3")
    at_statement(page, "active")
    page.go_back()
    at_statement(page, "calm")
    expect(page.locator("input[name=calm][value='3']")).to_be_checked()
    page.locator("[data-back]").click()
    at_statement(page, "happy")


def test_no_answer_stands_in_the_history(phone: Phone) -> None:
    page = form_after_plan(phone)
    answer_up_to(page, "rested")
    assert page.evaluate("JSON.stringify(history.state)") == '{"statement":3}'
    assert page.url.endswith("/check-in")
