"""The looks of the crawl see what they are there for: each fault on a page made for it, and nothing on a sound one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from e2e.crawl import look_at

SOUND = '<h1>God dag</h1><p>Her er din uge.</p><p lang="ar" dir="rtl">هذا أسبوعك</p><p lang="ti">ሰሙንኩም</p>'
FAULTS = {
    "too wide": '<p style="width: 400px">Bredt</p>',
    "wrong_script": '<p lang="ti">Ikke oversat</p>',
    "unmarked: span. in #main": '<span lang="da" data-instead>Her</span>',
    "unmarked: en: På dansk": '<p lang="en">På dansk</p>',
    "clipped: cut off": '<div style="overflow: hidden; width: 60px; white-space: nowrap">Et langt ord her</div>',
    "clipped: out of its box": '<p class="button" style="width: 40px; white-space: nowrap">Et langt ord her</p>',
    "blank": "<p></p>",
    "axe: target-size": '<button style="height: 9px; padding: 0">a</button><button style="height: 9px">b</button>',
    "undecided: color-contrast bgGradient": '<p style="background: linear-gradient(#fff, #000)">Kan det læses?</p>',
}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page on a small phone."""
    context = chromium.new_context(viewport={"width": 320, "height": 600})
    yield context.new_page()
    context.close()


def test_a_sound_page_is_clean(page: Page) -> None:
    show(page, SOUND)
    assert look_at(page, "sound").told() == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(page: Page, fault: str) -> None:
    show(page, SOUND + FAULTS[fault])
    assert [one for one in look_at(page, "faulty").told() if fault in one]


def show(page: Page, inside: str) -> None:
    """A page of its own with this in its main part."""
    page.set_content(f'<!doctype html><html lang="da"><title>Prøve</title><main id="main">{inside}</main></html>')
