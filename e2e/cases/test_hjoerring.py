"""Hjørring (S16, S17): parallel measures on four tracks, a clash warns, a change is read; no benefit anywhere."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from e2e.cases.told import cards_of, desk_page, photographed, pictured, speaks
from e2e.phone import Phone
from e2e.town import Municipality

SELAM = "citizen-parallel"
TRACKS = ("health", "job", "education", "everyday")
PURPOSE = "At du får ro i hverdagen og finder et job, du kan lide."
BENEFITS = re.compile(r"kontanthjælp|sygedagpenge|dagpenge|ressourceforløb|integrationsydelse|ydelse", re.IGNORECASE)


def test_parallel_tracks_and_what_changed(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Selam sees four tracks, two meetings at once, and what the caseworker has rewritten."""
    selam, peter = a_phone(), a_phone()
    selam.sign_in(SELAM)
    plan = selam.open("/plan")
    for track in TRACKS:
        expect(plan.locator(f"#group-{track}")).to_be_visible()
    expect(plan.locator("#clash li")).to_have_count(1)
    assert len({card.owner_role for card in cards_of(place, SELAM)}) == 3
    plan.locator("#news form .button").click()
    place.later(timedelta(minutes=1))
    peter.sign_in("caseworker")
    rewrites(peter.open(desk_page(place, SELAM, "/plan/purpose")))
    reads_what_changed(selam)
    pictured(selam, "/plan", "hjoerring-plan", ("da", "ar"))


def test_no_page_of_it_asks_for_a_benefit(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Four kinds of benefit, one plan: neither the plan nor its forms know which one she receives."""
    peter = a_phone()
    peter.sign_in("caseworker")
    for rest in ("", "/plan", "/plan/purpose", "/plan/cards", "/programmes", "/appointments/new"):
        page = peter.open(desk_page(place, SELAM, rest))
        expect(page.locator("main section").first).to_be_visible()
        assert not BENEFITS.search(page.locator("main").inner_text())
        names = page.locator("main [name]").evaluate_all("(all) => all.map((one) => one.name)")
        assert not [name for name in names if re.search("benefit|payment|income|ydelse", name)]


def rewrites(page: Page) -> None:
    """The employment side writes the purpose anew."""
    page.fill("#plan_purpose", PURPOSE)
    page.locator("#write .button.main").click()
    expect(page.locator("#purpose")).to_contain_text(PURPOSE)


def reads_what_changed(phone: Phone) -> None:
    """She reads in her language that the purpose was rewritten, with both texts, and by whom."""
    speaks(phone, "ar")
    page = phone.open("/plan")
    page.locator("#news a").click()
    newest = page.locator("#changes li").first
    expect(newest).to_contain_text("Peter Dam")
    expect(newest).to_contain_text(PURPOSE)
    photographed(phone, "hjoerring-changed-ar")
