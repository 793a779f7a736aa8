"""Her card for bad days: on her own phone without a connection, never on a shared one, and taken back at once."""

from collections.abc import Callable

from playwright.sync_api import expect

from e2e.phone import Phone

HELPS = "En tur ved vandet."


def write(phone: Phone) -> None:
    """She writes what helps."""
    page = phone.open("/me/unwell")
    page.fill('[name="helps"]', HELPS)
    page.locator('form[action="/me/unwell"] .button').click()
    expect(page.locator("#mine")).to_contain_text(HELPS)


def test_it_works(phone: Phone) -> None:
    phone.sign_in("citizen-wellbeing")
    write(phone)
    phone.wait_until_kept("/me/unwell")
    phone.lose_connection()
    expect(phone.open("/me/unwell").locator("#mine")).to_contain_text(HELPS)
    phone.find_connection()


def test_a_shared_phone_never_keeps_it(a_phone: Callable[..., Phone]) -> None:
    own, shared = a_phone(), a_phone()
    own.sign_in("citizen-wellbeing")
    write(own)
    shared.sign_in("citizen-wellbeing", phone="shared")
    expect(shared.open("/me/unwell").locator("#mine")).to_contain_text(HELPS)
    shared.lose_connection()
    shared.open("/me/unwell")
    expect(shared.page.locator("body")).not_to_contain_text(HELPS)
    shared.find_connection()
