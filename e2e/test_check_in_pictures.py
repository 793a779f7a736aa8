"""What an answer looks like at 390 px: question, saved without a connection, low score, own result with history."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e.crawl import choose, look_at
from e2e.phone import PATIENCE_MS, WITHIN_MS, Phone
from e2e.town import Municipality

LOW = {"happy": 2, "calm": 1, "active": 2, "rested": 0, "interest": 1}  # raw 6, index 24


@pytest.mark.parametrize("code", ["da", "ar", "uk"])
def test_from_the_question_to_the_low_result(phone: Phone, place: Municipality, code: str) -> None:
    phone.sign_in("citizen-course")
    choose(phone, code)
    phone.open("/check-in")
    phone.wait_until_kept("/check-in", code)
    if phone.page.locator("form[data-check-in]").count() == 0:  # no wording in this language: a talk is offered
        assert look_at(phone.page, "check-in").is_clean
        return phone.picture(f"check-in-talk-{code}")
    phone.answer_check_in()
    expect(phone.page.locator("[data-arrived]")).to_be_visible(timeout=WITHIN_MS)
    phone.open("/check-in/result")
    place.later(timedelta(days=15))
    place.invite_again("citizen-course")
    phone.open("/check-in")
    phone.picture(f"check-in-question-{code}", whole=False)
    phone.lose_connection()
    she_answers_low(phone, code)
    phone.find_connection()
    expect(phone.page.locator("[data-arrived]")).to_be_visible(timeout=WITHIN_MS)
    phone.open("/check-in/result")
    expect(phone.page.locator(".chart circle")).to_have_count(2)
    assert look_at(phone.page, "result").is_clean
    phone.picture(f"check-in-result-low-{code}")
    return None


def she_answers_low(phone: Phone, code: str) -> None:
    """Without a connection: her number in words, and the help beside it."""
    phone.answer_check_in(LOW)
    expect(phone.page.locator("[data-help-lines]")).to_be_visible()
    phone.picture(f"check-in-saved-low-{code}")


def test_without_a_wording_in_her_language_it_is_a_talk(phone: Phone) -> None:
    """Tigrinya has no tested wording: she reads who calls, and asks for the call without a connection."""
    phone.sign_in("citizen-parallel")
    phone.open("/check-in")
    phone.wait_until_kept("/check-in")
    phone.lose_connection()
    phone.open("/check-in")
    phone.page.locator("#talk form[data-call-me] .button").click()
    expect(phone.page.locator("#talk [data-call-me-saved]")).to_be_visible()
    phone.picture("check-in-talk-saved-ti")
    phone.find_connection()
    expect(phone.page.locator("#talk [data-call-me-sent]")).to_be_visible(timeout=PATIENCE_MS)
    assert look_at(phone.page, "check-in talk").is_clean
    phone.picture("check-in-talk-ti")
