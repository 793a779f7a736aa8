"""A contact shows a code, a new phone scans it: one tap, the first page is right, and no address holds the code."""

import logging
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Request, expect

from companion.language.words import words
from e2e.crawl import look_at
from e2e.phone import PATIENCE_MS, Phone
from e2e.town import Municipality

PIN = "482915"


@pytest.fixture
def desk(a_phone: Callable[..., Phone], place: Municipality) -> Phone:
    """The caseworker's screen, with the page where a code for Amina is made."""
    screen = a_phone(viewport={"width": 1000, "height": 900})
    screen.sign_in("caseworker")
    screen.open(f"/desk/{place.town.people['citizen-course']}/code")
    return screen


def shown_code(desk: Phone, phone: str = "own") -> str:
    desk.page.locator(f'input[name="phone"][value="{phone}"]').check()
    desk.tap("Lav koden", "da")
    digits = desk.page.locator("[data-code-digits]").inner_text()
    expect(desk.page.locator("#made [role=img] svg")).to_be_visible()
    return digits.replace(" ", "")


def requests_of(phone: Phone) -> list[Request]:
    asked: list[Request] = []

    def note(request: Request) -> None:  # Playwright takes no built-in function
        asked.append(request)

    phone.context.on("request", note)
    return asked


def test_it_works(desk: Phone, phone: Phone, caplog: pytest.LogCaptureFixture) -> None:
    """Scanned, tapped, in, in Arabic, on her own phone; the code has left no trace."""
    caplog.set_level(logging.DEBUG)
    asked = requests_of(phone)
    code = shown_code(desk)
    desk.picture("code-da")
    assert look_at(desk.page, "code").is_clean
    phone.open(f"/sign-in#{code}")
    expect(phone.page.locator("#code")).to_have_value(" ".join(re.findall("...", code)))
    assert code not in phone.page.url
    expect(phone.page.locator("main .button").locator("visible=true")).to_have_count(1)
    phone.picture("scanned-code")
    assert not look_at(phone.page, "scanned").axe
    phone.page.locator("#code-form .button").click()
    phone.page.wait_for_selector('body[data-page="today.home"]')
    expect(phone.page.locator("html")).to_have_attribute("lang", "ar")
    expect(phone.page.locator("#responsible")).to_contain_text("Peter Dam")
    assert not [one.url for one in asked if code in one.url.partition("#")[0]]
    assert not [one for one in asked if code in str(one.headers.get("referer"))]
    assert code not in phone.page.evaluate("location.href + document.referrer")
    assert code not in caplog.text
    phone.wait_until_kept("/plan")


def test_scanning_alone_signs_nobody_in(desk: Phone, phone: Phone, a_phone: Callable[..., Phone]) -> None:
    """A preview opens the address; the code still works for the person."""
    code = shown_code(desk)
    phone.open(f"/sign-in#{code}")
    expect(phone.page.locator("[data-scanned]").first).to_be_visible()
    phone.page.goto("about:blank")
    hers = a_phone()
    hers.open(f"/sign-in#{code}")
    hers.page.locator("#code-form .button").click()
    hers.page.wait_for_selector('body[data-page="today.home"]')


def test_without_javascript_the_digits_are_typed(desk: Phone, a_phone: Callable[..., Phone]) -> None:
    """On a borrowed phone, in Arabic digits; the first try is mistyped, and nothing of it is lost."""
    code = shown_code(desk, "shared")
    plain = a_phone(java_script_enabled=False)
    plain.open("/sign-in")
    plain.page.fill("#code", code[:8])
    plain.page.locator("#code-form .button").click()
    expect(plain.page.locator('#errors a[href="#code"]')).to_be_visible()
    expect(plain.page.locator("#code")).to_have_value(code[:8])
    plain.page.fill("#code", code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    plain.page.locator("#code-form .button").click()
    plain.sees(str(words("da").plain("Du låner telefonen. Log ud, når du er færdig.")))


def test_a_language_chosen_before_the_tap_keeps_the_code(desk: Phone, phone: Phone) -> None:
    """The switch is a button of the form: the scanned digits come along."""
    code = shown_code(desk)
    phone.open(f"/sign-in#{code}")
    phone.page.locator("header summary").first.click()
    phone.page.locator('button[name="_language"][value="uk"]').click()
    expect(phone.page.locator("html")).to_have_attribute("lang", "uk")
    expect(phone.page.locator("#code")).to_have_value(" ".join(re.findall("...", code)))
    assert code not in phone.page.url


def test_back_in_with_a_printed_card(a_phone: Callable[..., Phone]) -> None:
    """Made on the old phone, scanned on a new one, opened with the PIN."""
    old, new = a_phone(), a_phone()
    old.sign_in("citizen-ips")
    old.open("/me/devices/card")
    for field in ("pin", "again"):
        old.page.fill(f"#{field}", PIN)
    old.page.locator("#choose .button").click()
    letters = old.page.locator("[data-letters]").inner_text().replace(" ", "")
    old.picture("card-en")
    assert not look_at(old.page, "card").axe
    new.open(f"/sign-in#card-{letters}")
    assert letters not in new.page.url
    expect(new.page.locator("#code")).to_be_hidden()
    new.page.fill("#pin", "111112")
    new.page.locator("#card-form .button").click()
    expect(new.page.locator("#pin-error")).to_be_visible()
    expect(new.page.locator("#card")).to_have_value(f"card-{letters}")
    new.page.fill("#pin", PIN)
    new.page.locator("#card-form .button").click()
    new.page.wait_for_selector('body[data-page="today.home"]', timeout=PATIENCE_MS)
    expect(new.page.locator("html")).to_have_attribute("lang", "en")
