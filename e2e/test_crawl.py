"""Every page, looked at in several languages and widths; the whole of it with `make crawl`."""

import os
from collections.abc import Callable, Iterable

import pytest

from companion.language.table import languages
from e2e.crawl import CITIZEN, OVERFLOW, STAFF, STRANGER, Findings, look_at
from e2e.phone import Phone

pytestmark = pytest.mark.crawl
EVERYTHING = os.environ.get("CRAWL") == "all"
WITH_TEXTS = [code for code, language in languages().items() if language.catalogue]
SAMPLE = [("da", 390), ("ar", 390), ("da", 320), ("ar", 320)]
ALL = [(code, width) for code in WITH_TEXTS for width in (320, 390, 1280)]


@pytest.mark.parametrize(("code", "width"), ALL if EVERYTHING else SAMPLE)
def test_citizens_pages(a_phone: Callable[..., Phone], code: str, width: int) -> None:
    """A citizen with a course, after an answer of hers has arrived."""
    phone = a_phone(viewport={"width": width, "height": 844}, service_workers="block")
    phone.sign_in("citizen-course")
    choose(phone, code)
    clean(look(phone, ["/check-in"]))
    phone.open("/check-in")
    if phone.page.locator("#check-in-form").count():  # without a wording the page offers a talk instead
        phone.answer_check_in()
        phone.page.locator("[data-arrived]").wait_for()
    clean([look_at(phone.page, "/check-in, answered"), *look(phone, CITIZEN)])
    phone.open("/appointments")
    phone.page.locator('main a[href^="/appointments/"]').first.click()
    phone.page.locator("#meeting").wait_for()
    clean([look_at(phone.page, "one appointment")])


@pytest.mark.parametrize(("code", "width"), ALL if EVERYTHING else SAMPLE[:2])
def test_pages_for_strangers_and_staff(a_phone: Callable[..., Phone], code: str, width: int) -> None:
    """Before sign-in, and on the desk."""
    phone = a_phone(viewport={"width": width, "height": 844}, service_workers="block")
    phone.open("/help")
    choose(phone, code)
    clean(look(phone, STRANGER))
    phone.sign_in("consultant")
    clean(look(phone, STAFF))


@pytest.mark.parametrize("code", ["da", "ar"])
def test_large_text_on_a_small_phone(a_phone: Callable[..., Phone], code: str) -> None:
    """200 % text at 320 px: nothing leaves the screen."""
    phone = a_phone(viewport={"width": 320, "height": 844}, service_workers="block")
    phone.sign_in("citizen-course")
    choose(phone, code)
    too_wide = {}
    for path in CITIZEN:
        phone.open(path)
        phone.page.evaluate("() => document.documentElement.style.setProperty('font-size', '200%')")
        too_wide[path] = phone.page.evaluate(OVERFLOW)
    assert {path: by for path, by in too_wide.items() if by > 0} == {}


def choose(phone: Phone, code: str) -> None:
    """Read on in another language."""
    phone.page.locator("header summary").first.click()
    phone.page.locator(f'button[name="_language"][value="{code}"]').click()
    phone.page.wait_for_selector(f'html[lang="{languages()[code].html}"]')


def look(phone: Phone, paths: Iterable[str]) -> list[Findings]:
    """Open these pages and look at each."""
    found = []
    for path in paths:
        phone.open(path)
        found.append(look_at(phone.page, path))
    return found


def clean(found: Iterable[Findings]) -> None:
    """All of them are clean, or the test says which is not."""
    assert [one for one in found if not one.is_clean] == []
