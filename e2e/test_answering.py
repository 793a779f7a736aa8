"""Answering in a real browser: by keyboard, read aloud by the phone's own voice, assisted, stopped without a trace."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from companion.checkins import service as checkins
from companion.foundation import runtime
from e2e.crawl import choose, look_at
from e2e.phone import WITHIN_MS, Phone
from e2e.town import Municipality
from e2e.voice import A_VOICE, said
from service_worker.tests.answering import at_statement

LOWEST = dict.fromkeys(("happy", "calm", "active", "rested", "interest"), 0)


def danish(phone: Phone) -> Page:
    phone.sign_in("citizen-course")
    choose(phone, "da")
    return phone.open("/check-in")


def test_the_keyboard_alone_is_enough(phone: Phone, place: Municipality) -> None:
    """Numbers choose, Enter goes on, the heading is in focus and says how far she is; no answer, no step."""
    page = danish(phone)
    page.locator("fieldset:visible input").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-choose-one]")).to_be_focused()
    for number, item in enumerate(LOWEST, start=1):
        at_statement(page, item)
        expect(page.locator("[data-step]")).to_have_text(str(number))
        page.keyboard.press("6")
        expect(page.locator(f'input[name={item}][value="0"]')).to_be_checked()
        page.keyboard.press("Enter")
        if number < len(LOWEST):
            expect(page.locator("fieldset:visible legend")).to_be_focused()
    expect(page.locator("[data-index]")).to_have_text("0")
    expect(page.locator("[data-sent-box]")).to_be_visible(timeout=WITHIN_MS)
    assert len(place.readings()) == 1


def test_arrows_lead_from_the_heading_to_the_answers(phone: Phone) -> None:
    page = danish(phone)
    page.locator("fieldset:visible input").first.check()
    page.locator("[data-next]").click()
    page.keyboard.press("ArrowDown")
    expect(page.locator('input[name=calm][value="5"]')).to_be_focused()
    assert page.locator("input[name=calm]:checked").count() == 0
    page.keyboard.press("ArrowDown")
    expect(page.locator('input[name=calm][value="4"]')).to_be_checked()


def test_stopping_leaves_no_trace(phone: Phone, place: Municipality) -> None:
    page = danish(phone)
    page.locator("fieldset:visible input").first.check()
    phone.tap("Stop her. Gem intet.", "da")
    expect(page.locator("#stopped")).to_be_focused()
    expect(page.locator("form[data-check-in]")).to_be_hidden()
    assert page.url.endswith("/check-in")
    phone.open("/plan")
    page.go_back()
    at_statement(page, "happy")
    assert page.locator("input:checked").count() == 0 and not place.readings()


@pytest.mark.parametrize("whose", ["own", "shared"])
def test_one_step_too_far_back_loses_nothing(phone: Phone, whose: str) -> None:
    """From the first statement to Today and forward again, on a borrowed phone too."""
    phone.sign_in("citizen-wellbeing", whose)
    page = phone.page
    page.locator("a[href='/check-in']").first.click()
    for item in ("happy", "calm"):
        page.locator(f'input[name="{item}"][value="4"]').check()
        page.locator("[data-next]").click()
    for _statement in range(3):
        page.go_back()
    page.wait_for_selector('body[data-page="today.home"]')
    page.go_forward()
    at_statement(page, "happy")
    expect(page.locator("input:checked")).to_have_count(2)


def test_a_voice_of_the_phone_reads_when_asked_and_begins_again(a_phone: Callable[..., Phone]) -> None:
    """What it is about first, slower than it would, in the language of the statements; no voice from elsewhere."""
    phone = a_phone()
    phone.context.add_init_script(A_VOICE)
    page = danish(phone)
    assert said(page) == []
    page.locator("[data-aloud]").click()
    first = [page.locator(text).first.inner_text() for text in ("#instruction", "legend")]
    heard = said(page)
    assert "to uger" in first[0] and heard[:2] == [[text, 0.8, "here"] for text in first] and len(heard) == 8
    page.locator("[data-aloud]").click()
    assert [said(page).count([text, 0.8, "here"]) for text in first] == [2, 2]
    page.locator("fieldset:visible input").first.check()
    page.locator("[data-next]").click()
    assert page.evaluate("self.spoken")[-1] == "-"
    page.locator("[data-aloud]").click()
    assert page.evaluate("self.spoken")[-7][0] == page.locator("legend:visible").inner_text()  # said once is enough
    choose(phone, "ar")
    phone.open("/check-in")
    expect(page.locator("[data-aloud]")).to_be_hidden()


def test_whoever_asks_for_a_later_statement_first_hears_what_it_is_about(a_phone: Callable[..., Phone]) -> None:
    phone = a_phone()
    phone.context.add_init_script(A_VOICE)
    page = danish(phone)
    page.locator("fieldset:visible input").first.check()
    page.locator("[data-next]").click()
    page.locator("[data-aloud]").click()
    assert [one[0] for one in said(page)][:2] == [
        page.locator(text).inner_text() for text in ("#instruction", "legend:visible")
    ]


def test_without_a_voice_there_is_no_button(phone: Phone) -> None:
    page = danish(phone)
    expect(page.locator("[data-aloud]")).to_be_hidden()


@pytest.mark.parametrize("script", [True, False])
def test_an_interpreter_reads_to_her(a_phone: Callable[..., Phone], place: Municipality, script: bool) -> None:
    """From the Danish text, with and without a script; who it was comes with the answer."""
    phone = a_phone(java_script_enabled=script, viewport={"width": 390, "height": 844})
    phone.sign_in("citizen-parallel")
    phone.open("/check-in")
    phone.tap("En tolk er her og læser for mig", "ti")
    page = phone.page
    if script:
        page.locator("[data-next]").click()
        expect(page.locator("[data-name-reader]")).to_be_focused()
        phone.picture("assisted-ti")
        assert look_at(page, "assisted").is_clean
    page.fill("#reader_name", "Nadia Aziz, Tolkene")
    for number, (item, value) in enumerate(LOWEST.items(), start=1):
        page.locator(f'input[name="{item}"][value="{value}"]').check()
        if script and number < len(LOWEST):
            page.locator("[data-next]").click()
    page.locator("[data-finish]").click()
    if script:
        expect(page.locator("[data-arrived]")).to_be_visible(timeout=WITHIN_MS)
    with runtime.bound(place.ground):
        (one,) = checkins.history(place.town.people["citizen-parallel"])
    assert (one.read_aloud_in, one.language) == ("ti", "da")
    phone.open("/check-in/result")
    expect(page.locator("#history")).to_contain_text("ትግርኛ")


def test_a_kept_page_knows_that_the_office_has_closed(phone: Phone, place: Municipality) -> None:
    """Opened on Monday morning, answered in the evening without a connection: the lines come first."""
    phone.context.clock.install(time=place.clock.now())
    page = danish(phone)
    phone.wait_until_kept("/check-in", "da")
    phone.lose_connection()
    page = phone.open("/check-in")
    expect(page.locator("[data-when-closed]")).to_have_count(0)
    phone.context.clock.set_fixed_time("2026-11-23T18:00:00Z")
    page = phone.open("/check-in")
    phone.answer_check_in({**LOWEST, "happy": 5, "calm": 5, "active": 1, "rested": 1})
    order = page.evaluate("[...document.querySelector('[data-by-hours]').children].map(one => 'talk' in one.dataset)")
    assert order == [False, True]
    expect(page.locator("[data-lines]")).to_be_visible()
    expect(page.locator("[data-talk] [data-read-until]:visible")).to_contain_text("tirsdag d. 24. november")


def test_right_to_left_is_mirrored(phone: Phone) -> None:
    """The bar fills from the side where reading begins, and “next” points the other way."""
    page = danish(phone)
    begun = {}
    for code in ("da", "ar"):
        choose(phone, code)
        phone.open("/check-in")
        box, bar = page.locator("[data-bar]").bounding_box(), page.locator("[data-bar] i").first.bounding_box()
        assert box and bar
        ahead = box["x"] + box["width"] - bar["x"] - bar["width"] if code == "ar" else bar["x"] - box["x"]
        arrow = page.locator("[data-next] .mirror").evaluate("one => getComputedStyle(one).transform")
        begun[code] = (round(ahead), arrow)
    assert begun["da"] == (0, "none") and begun["ar"] == (0, "matrix(-1, 0, 0, 1, 0, 0)")
