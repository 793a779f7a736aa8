"""Passkeys in a real browser, with its own virtual authenticator: made after a code, used to sign in, ended again."""

from collections.abc import Callable

from playwright.sync_api import CDPSession, expect

from companion.accounts import codes
from companion.cli.demo_town import INSTALLER
from companion.foundation import runtime
from companion.language.words import words
from e2e.crawl import look_at
from e2e.phone import PATIENCE_MS, Phone
from e2e.town import Municipality

FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
KEY = "[data-passkey] button"


def with_a_finger(phone: Phone) -> tuple[CDPSession, str]:
    """This phone can verify its user from here on; returns the way to the authenticator and its id."""
    session = phone.context.new_cdp_session(phone.page)
    session.send("WebAuthn.enable")
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})["authenticatorId"]


def by_code(phone: Phone, place: Municipality, persona: str) -> None:
    """A code is handed over in person and typed."""
    with runtime.bound(place.ground):
        person = place.town.people[persona]
        digits = codes.make(person=person, language="da", own_phone=True, actor=INSTALLER)
    phone.open("/sign-in")
    phone.page.fill("#code", digits)
    phone.page.locator("#code-form .button").click()


def on(phone: Phone, name: str) -> None:
    phone.page.wait_for_selector(f'body[data-page="{name}"]', timeout=PATIENCE_MS)


def enrolled(phone: Phone, place: Municipality, persona: str) -> None:
    """In by code, and a passkey made with one tap."""
    by_code(phone, place, persona)
    if persona.startswith("citizen"):
        on(phone, "today.home")
        phone.open("/sign-in/passkey/new")
    on(phone, "passkey_door.new_passkey")
    phone.page.locator(KEY).click()


def test_staff_come_from_a_code_to_their_desk(phone: Phone, place: Municipality) -> None:
    """The code opens no desk; the passkey does, at once and at the next sign-in."""
    with_a_finger(phone)
    by_code(phone, place, "consultant")
    on(phone, "passkey_door.new_passkey")
    phone.picture("passkey-new-da")
    assert look_at(phone.page, "passkey-new").is_clean
    response = phone.page.request.get(f"{place.url}/desk")
    assert response.status == 403
    phone.page.locator(KEY).click()
    on(phone, "desk.home")
    phone.context.clear_cookies()
    phone.open("/sign-in")
    phone.page.locator(KEY).click()
    on(phone, "desk.home")
    expect(phone.page.locator("h1")).to_contain_text("Dine borgere")


def test_a_citizen_makes_one_signs_in_and_ends_phones(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Her new phone throws the old one out at once."""
    old, new = a_phone(), a_phone()
    old.sign_in("citizen-wellbeing")
    with_a_finger(new)
    enrolled(new, place, "citizen-wellbeing")
    on(new, "devices.home")
    new.picture("devices-da")
    assert look_at(new.page, "devices").is_clean
    expect(new.page.locator("[data-device]")).to_have_count(2)
    new.page.locator('form[action="/me/devices/end-all"] .button').click()
    expect(new.page.locator("[data-device]")).to_have_count(1)
    assert old.page.request.get(f"{place.url}/me").status == 401
    new.context.clear_cookies()
    new.open("/sign-in")
    new.page.locator("#with-passkey [name=own_phone]").check()
    new.page.locator(KEY).click()
    on(new, "today.home")


def test_an_ended_passkey_says_so_and_other_ways_stay(phone: Phone, place: Municipality) -> None:
    """The refusal stands beside the button, in words, and the code form is still there."""
    with_a_finger(phone)
    enrolled(phone, place, "citizen-wellbeing")
    on(phone, "devices.home")
    phone.page.locator("[data-passkey-id] .button").click()
    on(phone, "devices.end_passkey")
    phone.picture("passkey-last-da")
    phone.page.locator("#sure form .button").click()
    on(phone, "devices.home")
    phone.context.clear_cookies()
    phone.open("/sign-in")
    phone.page.locator(KEY).click()
    shown_in = str(phone.page.locator("html").get_attribute("lang"))  # slow phones show the kept page
    refused = words(shown_in).plain("Adgangsnøglen virker ikke her. Prøv igen, eller log ind på en anden måde.")
    expect(phone.page.locator('[data-said="refused"]')).to_contain_text(refused)
    expect(phone.page.locator(KEY)).to_be_enabled()
    expect(phone.page.locator("#code")).to_be_visible()


def test_a_user_who_is_not_verified_gets_nowhere(phone: Phone, place: Municipality) -> None:
    """The phone asked for a finger and did not get it: a quiet line, and one may try again."""
    session, authenticator = with_a_finger(phone)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    enrolled(phone, place, "citizen-wellbeing")
    expect(phone.page.locator('[data-said="stopped"]')).to_be_visible(timeout=PATIENCE_MS)
    expect(phone.page.locator(KEY)).to_be_enabled()


def test_stronger_says_what_a_code_cannot_do(phone: Phone, place: Municipality) -> None:
    """A code alone shows no older numbers, and the way on is one tap away."""
    by_code(phone, place, "citizen-wellbeing")
    on(phone, "today.home")
    phone.open("/check-in/result")
    phone.page.locator("#older .button").click()
    on(phone, "passkey_door.stronger")
    phone.picture("stronger-da")
    assert look_at(phone.page, "stronger").is_clean
    phone.page.locator("#ways .button").click()
    on(phone, "passkey_door.new_passkey")
