"""What stands in the head of every page can be tapped, on the narrowest phone and from right to left."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.crawl import script, shapes
from e2e.phone import Phone

NARROW = {"width": 320, "height": 568}


@pytest.mark.parametrize(("persona", "lang"), [("citizen-wellbeing", "da"), ("citizen-course", "ar")])
def test_a_wrong_word_is_told_from_the_menu(a_phone: Callable[..., Phone], persona: str, lang: str) -> None:
    """The link lies inside the menu's own box, below the languages; nothing covers it."""
    phone = a_phone(viewport=NARROW)
    phone.sign_in(persona)
    page = phone.open("/help")
    expect(page.locator("html")).to_have_attribute("lang", lang)
    page.locator("header summary").first.click()
    page.evaluate(script())
    assert not any(shapes(page).values())
    phone.picture(f"menu-{lang}-320", whole=False)
    link = page.locator('header a[href^="/wording"]')
    box = link.bounding_box()
    assert box and box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= NARROW["width"]
    link.click()
    expect(page.locator("body")).to_have_attribute("data-page", "wording_notes.ask")
