"""A time for a talk: with an invitation and without, in a language without questions, and without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from companion.appointments import talk_times
from companion.caseload import service as caseload
from companion.foundation import audit, runtime
from e2e.crawl import choose, look_at
from e2e.phone import Phone
from e2e.town import Municipality

HERE = "/appointments/talk"


def times_for(place: Municipality, persona: str) -> None:
    """Her contact offers two times."""
    with runtime.bound(place.ground):
        citizen = place.town.people[persona]
        responsible = caseload.responsible_for(citizen)
        assert responsible is not None
        moments = [place.clock.now() + timedelta(days=number) for number in (3, 4)]
        actor = audit.Actor(responsible.person_id, responsible.role, responsible.unit_id)
        talk_times.offer(citizen=citizen, moments=moments, form="phone", actor=actor)


@pytest.mark.parametrize("code", ["da", "ar"])
def test_without_javascript_she_asks_and_then_takes_a_time(
    a_phone: Callable[..., Phone], place: Municipality, code: str
) -> None:
    phone = a_phone(java_script_enabled=False)
    phone.sign_in("citizen-course")
    choose(phone, code)
    phone.open(HERE).locator("#ask button.main").click()
    expect(phone.page.locator("#asked")).to_be_visible()
    times_for(place, "citizen-course")
    page = phone.open(HERE)
    page.locator('input[name="slot"]').first.check()
    page.locator("#times button.main").click()
    expect(page.locator("#meeting")).to_be_visible()
    assert page.url.endswith("#meeting") and HERE not in page.url


@pytest.mark.parametrize("code", ["da", "ar"])
def test_it_can_be_looked_at(phone: Phone, place: Municipality, code: str) -> None:
    phone.context.clock.set_system_time(place.clock.now())
    phone.sign_in("citizen-course")
    choose(phone, code)
    place.invite_again("citizen-course")
    phone.open(HERE)
    assert look_at(phone.page, "asking for a time").is_clean
    phone.picture(f"talk/ask-{code}")
    times_for(place, "citizen-course")
    phone.open(HERE)
    assert look_at(phone.page, "times for a talk").is_clean
    phone.picture(f"talk/times-{code}")


@pytest.mark.parametrize("code", ["uk", "ti"])
def test_a_language_without_questions_has_its_own_card_without_a_connection_too(
    phone: Phone, place: Municipality, code: str
) -> None:
    """The talk, whom to call and when, and the help lines: kept on her phone, like the times she was offered."""
    phone.context.clock.set_system_time(place.clock.now())
    times_for(place, "citizen-parallel")
    phone.sign_in("citizen-parallel")
    choose(phone, code)
    phone.open("/")
    phone.wait_until_kept("/check-in", code)
    phone.wait_until_kept(HERE, code)
    phone.lose_connection()
    card = phone.open("/check-in").locator("#talk")
    expect(card.locator("a[href^='tel:']").first).to_be_visible()
    expect(card.locator("a[href='tel:70201201']")).to_be_visible()
    phone.picture(f"talk/card-{code}")
    card.locator(f"a[href='{HERE}']").click()
    expect(phone.page.locator('input[name="slot"]')).to_have_count(2)
    expect(phone.page.locator('input[name="with_interpreter"]')).to_be_checked()


def test_on_a_borrowed_phone_the_card_stands_with_the_lines_and_nobodys_name(phone: Phone) -> None:
    phone.sign_in("citizen-parallel", "shared")
    phone.wait_until_kept("/check-in/blank", "ti")
    phone.lose_connection()
    card = phone.open("/check-in/blank").locator("#talk")
    expect(card.locator("a[href='tel:70201201']")).to_be_visible()
    expect(card.locator("bdi[lang]").first).to_be_visible()
    expect(card.locator(".face")).to_have_count(0)
