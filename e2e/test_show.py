"""“Show this” is the whole screen: Danish large, the own language below, one way to close it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from companion.help.needs import needs
from companion.language.table import SOURCE, languages
from companion.language.text import lacking
from companion.web.page import SHOWN
from e2e.crawl import look_at
from e2e.phone import Phone

SCREENS = ({"width": 320, "height": 568}, {"width": 390, "height": 844})
AROUND = ".ribbon, .bar, .places, .foot, .mark, .skip"
CARD = "main .shown"


@pytest.mark.parametrize("code", languages())
def test_both_sentences_are_on_the_first_screen(a_phone: Callable[..., Phone], code: str) -> None:
    """Every sentence there is, on a small and a usual phone."""
    known = languages()[code]
    phone = a_phone(locale=known.html, service_workers="block", viewport=SCREENS[0])
    page = phone.page
    for need in SHOWN:
        phone.open(f"/show/{need}")
        expect(page.locator("html")).to_have_attribute("lang", known.html)
        for _size in each_size(page):
            fills_the_screen(page)
            said = page.locator(f"{CARD} > h1, {CARD} > .big")
            expect(said).to_have_count(1 if code == SOURCE or lacking(code, needs()[need]) else 2)
            assert all(is_wholly_in_sight(page, place) for place in range(said.count())), need
    assert look_at(page, "show").told() == []
    phone.picture(f"show-{code}-390", whole=False)


def test_an_appointment_and_the_way_back(phone: Phone) -> None:
    """It is closed by the keyboard, and is there without a connection."""
    phone.sign_in("citizen-course")
    phone.page.locator('main a[href^="/appointments/"]').first.click()
    shown = phone.page.locator('main a[href^="/show/appointment/"]')
    page = phone.open(str(shown.get_attribute("href")))
    for _size in each_size(page):
        fills_the_screen(page)
        assert is_wholly_in_sight(page, 0, f"{CARD} h1")
    assert look_at(page, "show appointment").told() == []
    phone.picture("show-appointment-ar-390", whole=False)
    phone.wait_until_kept(page.url.removeprefix(phone.url))
    phone.lose_connection()
    page.reload()
    fills_the_screen(page)
    phone.find_connection()
    page.keyboard.press("Tab")
    expect(page.locator("main .back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-page", "appointments.appointment")


def test_it_prints(phone: Phone) -> None:
    """On paper both sentences are there, and no way back."""
    page = phone.open("/show/bus")
    page.emulate_media(media="print")
    expect(page.locator(f"{CARD} h1")).to_be_visible()
    expect(page.locator("main .back")).to_be_hidden()


def each_size(page: Page) -> Iterator[dict[str, int]]:
    """The page on one screen after the other."""
    for size in SCREENS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        yield size


def fills_the_screen(page: Page) -> None:
    """The card reaches from the way to close it to the lower edge, and nothing of the page around is in sight."""
    size, card = page.viewport_size, page.locator(CARD).bounding_box()
    close = page.locator("main .back").bounding_box()
    assert size and card and close
    assert card["width"] >= size["width"] - 34 and card["y"] + card["height"] >= size["height"] - 12
    assert close["y"] >= 0 and card["y"] <= close["y"] + close["height"] + 2 and close["height"] >= 48
    expect(page.locator(AROUND).locator("visible=true")).to_have_count(0)
    expect(page.locator("main a, main button").locator("visible=true").first).to_have_class("back")


def is_wholly_in_sight(page: Page, place: int, found: str = f"{CARD} > h1, {CARD} > .big") -> bool:
    """Nothing of it lies beyond an edge of the first screen."""
    size, box = page.viewport_size, page.locator(found).nth(place).bounding_box()
    assert size and box
    return box["y"] >= 0 and box["x"] >= 0 and box["y"] + box["height"] <= size["height"]
