"""The same story on a browser without JavaScript: slower, nothing missing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e.phone import ANSWERS, Phone
from e2e.town import UNDO, Municipality


@pytest.fixture
def plain(a_phone: Callable[..., Phone]) -> Phone:
    """A phone whose browser runs no scripts."""
    return a_phone(java_script_enabled=False)


def test_it_works(plain: Phone, place: Municipality) -> None:
    """Answered, seen, consented, released, arrived."""
    plain.sign_in("citizen-course")
    plain.open("/check-in")
    for item, value in ANSWERS.items():
        plain.page.locator(f'input[name="{item}"][value="{value}"]').check()
    plain.page.locator("[data-finish]").click()
    expect(plain.page.locator("[data-server-index]")).to_have_text("44")
    plain.tap("Læs om at dele")
    plain.page.locator("#who5-index form button").click()
    plain.open("/check-in/result")
    plain.tap("Send dette tal")
    place.later(UNDO)
    place.work()
    assert len(place.received("Observation")) == 1


def test_four_of_five_answers_lose_nothing(plain: Phone) -> None:
    """What was chosen stays chosen, and the missing one is named."""
    plain.sign_in("citizen-course")
    plain.open("/check-in")
    for item in list(ANSWERS)[:4]:
        plain.page.locator(f'input[name="{item}"][value="3"]').check()
    plain.page.locator("[data-finish]").click()
    expect(plain.page.locator('#errors a[href="#interest"]')).to_be_visible()
    expect(plain.page.locator("input:checked")).to_have_count(4)


def test_switching_language_in_the_form_loses_nothing(plain: Phone) -> None:
    """The switch is a button of the form itself."""
    plain.sign_in("citizen-course")
    plain.open("/check-in")
    plain.page.locator('input[name="calm"][value="2"]').check()
    plain.page.locator("header summary").first.click()
    plain.page.locator('button[name="_language"][value="da"]').click()
    expect(plain.page.locator("html")).to_have_attribute("lang", "da")
    expect(plain.page.locator('input[name="calm"][value="2"]')).to_be_checked()


def test_undo_before_it_leaves(plain: Phone, place: Municipality) -> None:
    """A second thought in time: nothing arrives."""
    plain.sign_in("citizen-course")
    plain.open("/check-in")
    for item, value in ANSWERS.items():
        plain.page.locator(f'input[name="{item}"][value="{value}"]').check()
    plain.page.locator("[data-finish]").click()
    plain.open("/me/sharing")
    plain.page.locator("#who5-index form button").click()
    plain.open("/check-in/result")
    plain.tap("Send dette tal")
    plain.tap("Fortryd")
    place.later(timedelta(hours=2))
    place.work()
    assert not place.received("Observation")


def test_call_me_reaches_the_desk(plain: Phone, a_phone: Callable[..., Phone]) -> None:
    """A wish to be called, with interpreter, stands on the caseworker's desk until it is done."""
    plain.sign_in("citizen-course")
    plain.tap("Ring til mig med tolk")
    plain.sees("Din besked om et opkald er sendt")
    desk = a_phone()
    desk.sign_in("caseworker")
    task = desk.page.locator('[data-task="call-me"]')
    expect(task).to_contain_text("Amina Haddad")
    expect(task).to_contain_text("med tolk")
    task.locator("button").click()
    expect(task).to_have_count(0)


def test_she_comes_or_cannot(plain: Phone) -> None:
    """Both answers can be given from Today and the appointment, and changed."""
    plain.sign_in("citizen-course")
    plain.tap("Jeg kommer")
    plain.sees("Du har sagt, at du kommer")
    plain.page.locator('#next a[href^="/appointments/"]').first.click()
    plain.tap("Jeg kan ikke komme")
    plain.sees("Du har sagt, at du ikke kan komme. Det er i orden. I finder en ny tid sammen.")
