"""Everybody of the demo page gets in, sees a first page in the right language, and finds something on it."""

from collections.abc import Callable

from playwright.sync_api import expect

from companion.accounts.demo_people import PERSONAS
from companion.language.provenance import mark_for
from companion.language.table import language
from e2e.phone import Phone


def test_everybody_gets_in(phone: Phone) -> None:
    """One after the other on the same phone, as a visitor of the demo would."""
    for persona in PERSONAS:
        phone.sign_in(persona.key)
        spoken = language(persona.language)
        expect(phone.page.locator("html")).to_have_attribute("lang", spoken.html)
        unread = phone.page.locator('header [data-mark="unreviewed"]')
        expect(unread).to_have_count(1 if mark_for(spoken.code, spoken) else 0)
        expect(phone.page.locator("main section")).not_to_have_count(0)


def test_a_citizen_without_anybody_sees_a_way(phone: Phone) -> None:
    """Nobody is responsible: the gap is told, with a number to call."""
    phone.sign_in("citizen-other")
    expect(phone.page.locator("#responsible a[href='/help']")).to_be_visible()


def test_the_consultant_has_24_citizens(phone: Phone) -> None:
    """The caseload stands on the desk, with the limit."""
    phone.sign_in("consultant")
    expect(phone.page.locator("#caseload tbody tr")).to_have_count(24)
    expect(phone.page.locator("h1")).to_contain_text("24 af 25")


def test_pictures_for_the_readme(a_phone: Callable[..., Phone]) -> None:
    """What the README shows is what a story saw."""
    phone = a_phone()
    phone.sign_in("citizen-course")
    choose = 'button[name="_language"][value="da"]'
    phone.page.locator("header summary").first.click()
    phone.page.locator(choose).click()
    phone.page.wait_for_selector('html[lang="da"]')
    for name in ("plan", "check-in"):
        phone.open(f"/{name}")
        phone.picture(f"{name}-da")
    desk = a_phone(viewport={"width": 1000, "height": 700})
    desk.sign_in("consultant")
    desk.picture("desk-da", whole=False)
