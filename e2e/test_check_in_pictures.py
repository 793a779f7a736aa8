"""A check-in at 390 px in four languages, sixteen pictures: question, low score, saved without a connection, result.

Danish and Arabic have a text that may be answered. Ukrainian and Tigrinya have none, and the pictures show what stands
there instead: a talk, or an interpreter who reads the Danish text aloud.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e.crawl import choose, look_at
from e2e.phone import ANSWERS, PATIENCE_MS, WITHIN_MS, Phone
from e2e.town import Municipality

LOW = {"happy": 2, "calm": 1, "active": 2, "rested": 0, "interest": 1}  # raw 6, index 24
READER = "Nadia Aziz, Tolkene"


@pytest.mark.parametrize("code", ["da", "ar", "uk", "ti"])
def test_from_the_question_to_the_result(phone: Phone, place: Municipality, code: str) -> None:
    it_is(place, phone)
    phone.sign_in("citizen-course")
    choose(phone, code)
    place.invite_again("citizen-course")
    address = she_sees_the_question(phone, code)
    she_answers_without_a_connection(phone, address, LOW)
    expect(phone.page.locator("[data-help-lines]")).to_be_visible()
    phone.picture(f"check-in/low-{code}")
    it_is_sent(phone)
    place.later(timedelta(days=15))
    it_is(place, phone)
    place.invite_again("citizen-course")
    she_answers_without_a_connection(phone, address, ANSWERS)
    expect(phone.page.locator("[data-saved] [data-receipt]")).to_be_visible()
    phone.picture(f"check-in/saved-{code}")
    it_is_sent(phone)
    phone.open("/check-in/result")
    expect(phone.page.locator(".chart circle")).to_have_count(2)
    assert look_at(phone.page, "result").is_clean
    phone.picture(f"check-in/result-{code}")


def it_is(place: Municipality, phone: Phone) -> None:
    """The phone shows the time of the story: whether an office is open is worked out there."""
    phone.context.clock.set_system_time(place.clock.now())


def she_sees_the_question(phone: Phone, code: str) -> str:
    """The first statement, or a talk where her language has no text; answers where she can answer."""
    phone.open("/check-in")
    has_text = phone.page.locator("form[data-check-in]").count() == 1
    assert has_text == (code in ("da", "ar"))
    assert look_at(phone.page, "check-in").is_clean
    phone.picture(f"check-in/question-{code}", whole=not has_text)
    return "/check-in" if has_text else "/check-in/assisted"


def she_answers_without_a_connection(phone: Phone, address: str, answers: dict[str, int]) -> None:
    """Her number in words, and no sending; where an interpreter reads, the page asks who it is."""
    phone.open(address)
    phone.wait_until_kept(address)
    phone.lose_connection()
    phone.open(address)
    if phone.page.locator("#reader_name").count():
        phone.page.fill("#reader_name", READER)
    phone.answer_check_in(answers)


def it_is_sent(phone: Phone) -> None:
    """The bars come back."""
    phone.find_connection()
    expect(phone.page.locator("[data-arrived]")).to_be_visible(timeout=WITHIN_MS)


def test_without_a_wording_in_her_language_it_is_a_talk(phone: Phone, place: Municipality) -> None:
    """Tigrinya has no tested wording: she reads who calls, and asks for the call without a connection."""
    it_is(place, phone)
    phone.sign_in("citizen-parallel")
    phone.open("/check-in")
    phone.wait_until_kept("/check-in")
    phone.lose_connection()
    phone.open("/check-in")
    phone.page.locator("#talk form[data-call-me] .button").click()
    expect(phone.page.locator("#talk [data-call-me-saved]")).to_be_visible()
    phone.find_connection()
    expect(phone.page.locator("#talk [data-call-me-sent]")).to_be_visible(timeout=PATIENCE_MS)
    assert look_at(phone.page, "check-in talk").is_clean
