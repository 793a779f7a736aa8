"""Meetings from both sides: the desk offers times, she chooses one, asks a question, and says that she is late."""

from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from companion.appointments import service as appointments
from companion.foundation import runtime
from e2e.crawl import look_at
from e2e.phone import Phone
from e2e.town import Municipality


def test_offered_chosen_asked_and_late(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """The caseworker works without scripts; the citizen reads Ukrainian."""
    desk, phone = a_phone(java_script_enabled=False), a_phone()
    desk.sign_in("caseworker")
    meeting = the_round_table(place)
    page = desk.open(f"/desk/appointments/{meeting}")
    offer(page, "2026-12-03", "10:00")
    phone.sign_in("citizen-clarify")
    hers = phone.open(f"/appointments/{meeting}")
    choose_and_ask(hers)
    assert look_at(hers, "a meeting in Ukrainian").is_clean
    hers.screenshot(path=str(phone.screenshots / "meeting-uk.png"), full_page=True)
    for path in ("/appointments/calendar", "/appointments/ill"):
        assert look_at(phone.open(path), path).is_clean
    place.later(starts(place, meeting) - place.clock.now() - timedelta(minutes=5))
    phone.sign_in("citizen-clarify")
    phone.open(f"/appointments/{meeting}").locator('form[action$="/late"] .button').click()
    expect(hers.locator("#meeting .pill")).not_to_have_count(0)
    desk.sign_in("caseworker")
    expect(desk.page.locator('[data-task="late"]')).to_have_count(1)
    page = desk.open(f"/desk/appointments/{meeting}")
    expect(page.locator("#own-late")).to_have_count(1)
    page.screenshot(path=str(desk.screenshots / "meeting-da.png"), full_page=True)


def choose_and_ask(page: Page) -> None:
    """She takes the offered time, and asks a ready-made question that both can read."""
    page.locator('#slots input[name="slot"]').first.check(force=True)
    page.locator("#slots .button").click()
    expect(page.locator("#slots")).to_have_count(0)
    page.locator("#questions details summary").click()
    page.locator('#questions button[value="money"]').click()
    expect(page.locator("#questions")).to_contain_text("Що буде з моїми грошима?")
    expect(page.locator("#questions")).to_contain_text("Hvad sker der med mine penge?")
    expect(page.locator("#people")).to_contain_text("Egen læge")


def offer(page: Page, day: str, at: str) -> None:
    """Open the part about times and offer one."""
    page.locator("#offer summary").click()
    page.fill('[name="day-1"]', day)
    page.fill('[name="at-1"]', at)
    page.locator("#offer form .button").click()
    expect(page.locator("#offer li")).to_have_count(1)


def the_round_table(place: Municipality) -> str:
    """The key of the round table that the demo has planned for her."""
    with runtime.bound(place.ground):
        mine = appointments.upcoming(place.town.people["citizen-clarify"])
        return next(str(one.id) for one in mine if one.meeting_kind == "round-table")


def starts(place: Municipality, meeting: str) -> datetime:
    """When it begins by now."""
    with runtime.bound(place.ground):
        mine = appointments.upcoming(place.town.people["citizen-clarify"])
        return next(one.starts_at for one in mine if str(one.id) == meeting)
