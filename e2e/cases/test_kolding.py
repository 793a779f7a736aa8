"""Kolding (S18–S21): a talk whatever she answers, three days in week 1, own before and after, help she wants."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from e2e.cases.told import card_of, pictured, speaks
from e2e.conftest import MONDAY
from e2e.phone import WITHIN_MS, Phone
from e2e.town import Municipality, municipality
from tests.clock import FrozenClock

LONE, RIKKE = "citizen-wellbeing", "therapist"
FIRST = {"happy": 3, "calm": 2, "active": 3, "rested": 1, "interest": 2}  # 44
EIGHT_MORE = FIRST | {"calm": 3, "rested": 2}  # 52: two steps of the raw score
TWELVE_MORE = EIGHT_MORE | {"happy": 4, "rested": 3, "interest": 3}  # 64: three steps


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Municipality]:
    """A town of its own: weeks go by in it."""
    with municipality(tmp_path_factory.mktemp("kolding"), FrozenClock(MONDAY)) as running:
        yield running


def test_three_days_then_help_she_asks_for(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Week 1 had three days, the group has room for 20; her request carries her yes, the receiver gets no more."""
    lone, rikke = a_phone(), a_phone()
    lone.sign_in(LONE)
    speaks(lone, "da")
    expect(lone.open("/course").locator("#intro")).to_contain_text("Der er plads til 20 på holdet.")
    expect(lone.open("/course/attendance").locator('[id^="mark-"]')).to_have_count(3)
    card = card_of(place, LONE, "Mere hjælp, når du har lyst")
    page = pictured(lone, f"/concerns/ask?card={card.id}", "kolding-request", ("en", "da"))
    expect(page.locator("[data-consent]")).to_contain_text("Modtageren får ikke andet at vide.")
    page.locator('#ask-form button[name="yes"]').click()
    rikke.sign_in(RIKKE)
    gets_the_request_alone(rikke.open("/desk/concerns"), card.title["da"])


def test_a_talk_and_own_before_and_after(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """The talk can be had before a single answer; 8 points are about the same, 12 are higher."""
    lone, rikke = a_phone(), a_phone()
    lone.sign_in(LONE)
    speaks(lone, "da")
    finds_a_time(lone, rikke)
    answers(lone, place, FIRST)
    answers(lone, place, EIGHT_MORE)
    expect(lone.page.locator("main")).to_contain_text("Det er cirka som sidst.")
    answers(lone, place, TWELVE_MORE)
    expect(lone.page.locator("main")).to_contain_text("Det er højere end sidst.")
    expect(lone.page.locator(".chart circle")).to_have_count(3)
    pictured(lone, "/check-in/result", "kolding-result", ("en", "da"))


def finds_a_time(lone: Phone, rikke: Phone) -> None:
    """She asks for a time, the psychologist offers two, and she takes one: all of it before the questions."""
    lone.page.locator("#offered-talk a.button").click()
    lone.page.locator("#ask button.main").click()
    expect(lone.page.locator("#asked")).to_be_visible()
    rikke.sign_in(RIKKE)
    rikke.page.locator('[data-task="talk-time"] a:not(.term)').click()
    desk = rikke.page.locator("#offer")
    for number, day in enumerate(("2026-11-26", "2026-11-27"), start=1):
        desk.locator(f"#day-{number}").fill(day)
        desk.locator(f"#at-{number}").fill("16:30")
    desk.locator("form button").click()
    expect(rikke.page.locator("#offered li")).to_have_count(2)
    lone.open("/appointments/talk").locator('input[name="slot"]').last.check()
    lone.page.locator("#times button.main").click()
    expect(lone.page.locator("#meeting")).to_contain_text("Du har sagt, at du kommer")


def answers(phone: Phone, place: Municipality, given: dict[str, int]) -> None:
    """Fifteen days later she is invited again, answers, and opens her own result."""
    place.later(timedelta(days=15))
    place.invite_again(LONE)
    phone.page.clock.set_system_time(place.clock.now())
    phone.open("/check-in")
    phone.answer_check_in(given)
    expect(phone.page.locator("[data-arrived]")).to_be_visible(timeout=WITHIN_MS)
    phone.open("/check-in/result")


def gets_the_request_alone(page: Page, title: str) -> None:
    """What she wants, her name and number; no word of the rest of her plan."""
    request = page.locator("#requests")
    expect(request).to_contain_text(title)
    expect(request).to_contain_text("Lone Kjær")
    for hidden in ("Sund på Tværs", "trivsel", "psykolog"):
        expect(request).not_to_contain_text(hidden)
