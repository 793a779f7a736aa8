"""The looks of the crawl see what they are there for: each fault on a page made for it, and nothing on a sound one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from e2e.crawl import FOLDS, HEAD, MENU, fold, look_at, script, unfold

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
    context.add_init_script(script())
    yield context.new_page()
    context.close()


def test_a_sound_page_is_clean(page: Page) -> None:
    show(page, SOUND)
    assert look_at(page, "sound").told() == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(page: Page, fault: str) -> None:
    show(page, SOUND + FAULTS[fault])
    assert [one for one in look_at(page, "faulty").told() if fault in one]


def test_what_is_folded_is_seen_once_it_is_open(page: Page) -> None:
    """Also what closes its neighbour when it opens, and what stands in another."""
    inner = '<details name="one"><summary>To</summary><p lang="ti">Ikke oversat</p></details>'
    show(page, f'{SOUND}<details name="one"><summary>Et</summary><p>Her</p></details>{inner}')
    assert unfold(page, "nothing like it") == 0 and unfold(page, FOLDS) == 2
    assert page.locator("details[open]").count() == 2
    show(page, SOUND + f"<details><summary>Et</summary>{FAULTS['axe: target-size']}</details>")
    assert look_at(page, "folded").told() == []
    unfold(page, FOLDS)
    assert [one for one in look_at(page, "open").told() if "axe: target-size" in one]


def test_an_open_menu_is_seen_and_what_lies_under_it_is_not_asked_of_axe(page: Page) -> None:
    over = 'style="position: absolute; inset: 3rem 0 0; background: #fff; width: 400px"'
    show(page, SOUND, f'<header><details class="menu"><summary>Sprog</summary><p {over}>Alle</p></details></header>')
    assert look_at(page, "closed").told() == []
    assert unfold(page, MENU) == 1
    assert [one for one in look_at(page, "open", within=HEAD).told() if "axe" in one or "undecided" in one] == []
    assert look_at(page, "open", within=HEAD).overflow == 80
    fold(page, MENU)
    assert look_at(page, "closed again").told() == []


def show(page: Page, inside: str, before: str = "") -> None:
    """A page of its own with this in its main part, and that before it."""
    main = f'{before}<main id="main">{inside}</main>'
    page.goto("about:blank")
    page.set_content(f'<!doctype html><html lang="da"><title>Prøve</title>{main}</html>')
