"""What every case story does: two languages of one page, a look at the desk, and the plan behind it."""

import uuid
from collections.abc import Sequence

from playwright.sync_api import Page

from companion.foundation import runtime
from companion.language.table import languages
from companion.plan import service as plans
from companion.plan.service import KnownCard
from e2e.crawl import CITIZEN, OVERFLOW, STAFF, STRANGER, choose, look_at
from e2e.phone import Phone
from e2e.town import Municipality

LONGEST = 1700  # px, two screens: a longer picture shows nothing at the size of a page


def pictured(phone: Phone, path: str, name: str, codes: tuple[str, str]) -> Page:
    """The page in two languages, as wide as the phone; ends in the second one. Axe looks where no crawl does."""
    page = phone.open(path)
    for code in codes:
        speaks(phone, code)
        assert page.evaluate(OVERFLOW) <= 0
        photographed(phone, f"{name}-{code}")
    if path not in STRANGER + CITIZEN + STAFF:
        found = look_at(page, name)
        assert found.is_clean, found
    return page


def photographed(phone: Phone, name: str) -> None:
    """A picture of the whole page, or of its beginning where it is long."""
    tall = int(phone.page.evaluate("document.documentElement.scrollHeight"))
    phone.picture(f"cases/{name}", whole=tall <= LONGEST)


def speaks(phone: Phone, code: str) -> None:
    """Read on in this language."""
    if phone.page.locator(f'html[lang="{languages()[code].html}"]').count() == 0:
        choose(phone, code)


def cards_of(place: Municipality, persona: str) -> Sequence[KnownCard]:
    """What lies in the plan of a demo person."""
    with runtime.bound(place.ground):
        plan = plans.for_citizen(place.town.people[persona])
    assert plan is not None
    return plan.cards


def card_of(place: Municipality, persona: str, danish: str) -> KnownCard:
    """The card of this Danish title."""
    return next(card for card in cards_of(place, persona) if card.title["da"] == danish)


def desk_page(place: Municipality, persona: str, rest: str = "") -> str:
    """The address of a citizen's page on the desk."""
    key: uuid.UUID = place.town.people[persona]
    return f"/desk/{key}{rest}"
