"""`/help` without a connection: signed out too, on every phone, in her language, after one visit of anything."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.languages import COPIES, in_language, switch
from e2e.phone import Phone

HELP = "/help"
HTML = {"da": "da-DK", "ar": "ar"}
PERSONAS = {"da": "citizen-wellbeing", "ar": "citizen-course"}


def helps(phone: Phone, code: str) -> None:
    """The numbers are there, danger to life first, in her language; she is told that the page is a kept one."""
    page = phone.open(HELP)
    in_language(page, code)
    expect(page.locator("body")).to_have_attribute("data-page", "help.help_page")
    expect(page.locator("main a[href='tel:112']").first).to_be_visible()
    expect(page.locator("main a[href='tel:70201201']").first).to_be_visible()
    expect(page.locator("[data-offline]").first).to_be_visible()


@pytest.mark.parametrize("code", ["da", "ar"])
def test_it_works_for_a_stranger_after_one_visit(a_phone: Callable[..., Phone], code: str) -> None:
    """Opened once, signed out, in a browser that was never here; and read in the other language too."""
    phone = a_phone(locale=HTML[code])
    in_language(phone.open(HELP), code)
    phone.wait_until_kept(HELP)
    phone.wait_until_kept(COPIES + HELP)
    phone.wait_until_kept(COPIES + "/offline")
    phone.lose_connection()
    helps(phone, code)
    switch(phone.page, "uk")
    in_language(phone.page, "uk")
    expect(phone.page.locator("main a[href='tel:112']").first).to_be_visible()


@pytest.mark.parametrize("kept", ["own", "shared"])
@pytest.mark.parametrize("code", ["da", "ar"])
def test_signed_in_and_signed_out_again(phone: Phone, code: str, kept: str) -> None:
    """Never opened before: it is there while she is signed in, and when she has signed out."""
    phone.sign_in(PERSONAS[code], kept)
    phone.wait_until_kept(HELP, code)
    phone.lose_connection()
    helps(phone, code)
    phone.find_connection()
    phone.sign_out()
    phone.lose_connection()
    page = phone.open(HELP)
    expect(page.locator("main a[href='tel:112']").first).to_be_visible()
    expect(page.locator("main a[href='tel:70201201']").first).to_be_visible()
