"""The looks of the crawl see what they are there for: each fault on a page made for it, and nothing on a sound one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from e2e.crawl import FOLDS, HEAD, MENU, fold, large_text, look_at, not_mirrored, script, shapes, unfold

SOUND = """<h1>God dag</h1><p>Her er din uge.</p><p lang="ar" dir="rtl">هذا أسبوعك مع MitID و WHO و CC BY</p>
<p lang="ti">ሰሙንኩም</p><p lang="ar"><bdi>Peter Dam Olsen Holm</bdi> <span lang="da">Ikke på arabisk</span> تعال</p>
<p lang="ar"><button aria-label="اتصال: Peter Dam Olsen Holm">×</button> مجموعة: Sund på Tværs</p>
<p lang="">Skrevet af en</p><p lang="uk">Jobcenter Nord на карті</p><p lang="ti">MitID</p>"""
FAULTS = {
    "too wide": '<p style="width: 400px">Bredt</p>',
    "wrong_script": '<p lang="ti">Ikke oversat</p>',
    "wrong_script: ar: الأسبوع: Min uge": '<p lang="ar" dir="rtl">الأسبوع: Min uge er klar</p>',
    "wrong_script: ti: er ikke": '<p lang="ti">MitID er ikke MitID</p>',
    "wrong_script: ar: aria-label: اتصال": '<p lang="ar" aria-label="اتصال: Ring til Lone Kjer">اتصال</p>',
    "wrong_script: uk: Ikke": '<p lang="uk" hidden>Ikke sendt</p>',
    "wrong_script: da: Her: هذا": "<p>Her: هذا أسبوعك أنت</p>",
    "wrong_script: ar: aria-label: Luk": '<p lang="ar"><button aria-label="Luk">×</button></p>',
    "wrong_script: ar: alt: Dig": '<p lang="ar"><img alt="Dig" src="data:,"></p>',
    "wrong_script: ar: placeholder: Skriv": '<p lang="ar"><input aria-label="اسم" placeholder="Skriv"></p>',
    "wrong_script: ar: title: Nej": '<p lang="ar" title="Nej">لا</p>',
    "wrong_script: ar: value: Send": '<form lang="ar"><input type="submit" value="Send"></form>',
    "unmarked: en: aria-label: Åbn": '<p lang="en"><button aria-label="Åbn">×</button></p>',
    "unmarked: en: Senere på dagen": '<p lang="en" hidden>Senere på dagen</p>',
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


ANSWER = """<style>span { position: relative; z-index: 0 }
input:checked + span::before { content: ""; position: absolute; z-index: -1; inset: -2px; background: #eee }</style>
<label><input type="radio" checked><span>Slet ikke</span></label>"""
PEOPLE = '<select aria-label="Hvem" multiple size="3"><option>Karen Lind</option><option>Peter Dam</option></select>'
DRAWING = """<div class="chart"><svg role="img" aria-label="Tal" viewBox="0 0 90 40" width="90">
<path d="M0 39h90" stroke="#000"/><text class="scale" x="1" y="20">0</text><text x="20" y="20">I alt</text>
</svg></div>"""
ELSEWHERE = [f"color-contrast {why}" for why in ("pseudoContent", "shortTextContent", "imgNode")]


def test_what_axe_cannot_decide_is_explained_where_it_stands_and_nowhere_else(page: Page) -> None:
    show(page, f'{SOUND}<div class="answers">{ANSWER}</div>{PEOPLE}{DRAWING}')
    assert look_at(page, "explained").undecided == []
    show(page, f"{SOUND}{ANSWER}{DRAWING.replace('chart', 'other')}")
    assert [one.split(":")[0] for one in look_at(page, "elsewhere").undecided] == ELSEWHERE


def test_a_title_in_another_language_is_seen(page: Page) -> None:
    show(page, '<p lang="da">God dag</p>')
    page.evaluate("document.documentElement.lang = 'ti'")
    assert "faulty: wrong_script: ti: title: Prøve" in look_at(page, "faulty").told()
    assert "faulty: unmarked: ti: title: Prøve" in look_at(page, "faulty").told()


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
    menu = f'<details class="menu"><summary>Sprog</summary><p {over}>Alle</p></details>'
    show(page, SOUND, f'<header><div class="bar">{menu}</div></header>')
    assert look_at(page, "closed").told() == []
    assert unfold(page, MENU) == 1
    assert [one for one in look_at(page, "open", within=HEAD).told() if "axe" in one or "undecided" in one] == []
    assert look_at(page, "open", within=HEAD).overflow == 80
    fold(page, MENU)
    assert look_at(page, "closed again").told() == []


def test_text_twice_as_large_is_seen_as_a_reader_makes_it(page: Page) -> None:
    """Not only the letters: a width in `em` comes to pass, and a page that was sound is too wide."""
    show(page, SOUND + "<style>@media (max-width: 30em) { h1 { inline-size: 45rem } }</style>")
    page.set_viewport_size({"width": 640, "height": 600})
    assert shapes(page)["overflow"] == 0
    with large_text(page):
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "32px"
        assert shapes(page)["overflow"] > 700
    assert shapes(page)["overflow"] == 0


BAR = """<nav class="places" style="display: flex"><a>Et</a><a>To</a></nav><table><tr><td>Et<td>To</table>
<p>Her <button style="display: inline-flex">Et <b>to</b></button> og <img alt="Nej" src="data:,"></p>
<p dir="ltr" lang="ar" style="display: flex; padding-inline-start: 2rem"><span>لا</span></p>
<style>bdi[dir=ltr] { white-space: nowrap } blockquote { padding-inline-start: 20px } b { inline-size: 0 }</style>
<blockquote dir="auto">لا <p>Nej</p></blockquote><b style="display: inline-flex"><bdi dir="ltr">Et navn</bdi></b>"""
ASKEW = {  # what the style sheet says → what is seen
    ".places a:nth-child(2) { margin-left: 5px }": "a. in #: begins at 28",
    ".places a:nth-child(2) { margin-right: 5px }": "a. in #: begins",
    "p { padding-left: 9px }": "p. in #main: begins inside at 17 and 8",
    "h1 { text-align: left }": "h1. in #main: leans",
    "button b { display: block; position: relative; left: 3px }": "b. in #: begins",
    "blockquote { margin-left: 9px }": "blockquote. in #: begins",
    "td { float: left }": "td. in #: begins",
    "[dir=rtl] h1 { display: none }": "h1. in #main: is there in one direction only",
}


@pytest.mark.parametrize("lean", ["ltr", "rtl"])
def test_a_sound_page_is_mirrored(page: Page, lean: str) -> None:
    """Also from right to left, and with a part of it that reads the other way; afterwards it stands as it did."""
    show(page, SOUND, BAR)
    page.evaluate("lean => document.documentElement.dir = lean", lean)
    before = page.content()
    assert not_mirrored(page) == [] and page.content() == before


@pytest.mark.parametrize("rule", ASKEW)
def test_what_is_not_mirrored_is_seen(page: Page, rule: str) -> None:
    show(page, f"{SOUND}<style>{rule}</style>", BAR)
    seen = not_mirrored(page)
    assert [one for one in seen if one.startswith(ASKEW[rule])], seen


def show(page: Page, inside: str, before: str = "") -> None:
    """A page of its own with this in its main part, and that before it."""
    main = f'{before}<main id="main">{inside}</main>'
    page.goto("about:blank")
    page.set_content(f'<!doctype html><html lang="da"><title>Prøve</title>{main}</html>')
