"""Offers without a case (S23, S37): read signed out, kept by a phone that others hold too, and found at the desk."""

import re

from playwright.sync_api import expect

from companion.plan.catalogue_types import task_types
from e2e.phone import Phone


def test_it_works(phone: Phone) -> None:
    """Somebody without any account finds a number, and may call without a name."""
    phone.open("/sign-in")
    phone.tap("Tilbud til dig", code="en")
    first = phone.page.locator('[data-offer="call"]').first
    expect(first.locator("[data-without-name]")).to_be_visible()
    expect(first.locator('a[href="tel:72000021"]')).to_be_visible()
    phone.picture("offers-en")
    phone.page.locator("header summary").first.click()
    phone.page.locator('button[name="_language"][value="ar"]').click()
    phone.page.wait_for_selector('html[lang="ar"]')
    expect(phone.page).to_have_url(re.compile(r"/offers$"))
    expect(phone.page.get_by_text("حديث عن الكحول")).to_be_visible()
    phone.picture("offers-ar")


def test_a_borrowed_phone_keeps_it_for_whoever_comes_next(phone: Phone) -> None:
    phone.sign_in("citizen-alcohol", "shared")
    phone.wait_until_kept("/offers")
    phone.sign_out()
    phone.lose_connection()
    phone.open("/offers")
    expect(phone.page.locator('[data-offer="call"]')).to_have_count(4)
    expect(phone.page.locator('meta[name="companion-owner"]')).to_have_count(0)


def test_staff_find_a_measure_by_word_and_topic(phone: Phone) -> None:
    phone.sign_in("caseworker")
    phone.tap("Find et tilbud", code="da")
    phone.page.fill("#words", "ryge")
    phone.page.locator("#topic").select_option("lifestyle")
    phone.page.locator("#search-form button.main").click()
    expect(phone.page.locator('[data-measure="stop-smoking"]')).to_be_visible()
    expect(phone.page.locator("#topic")).to_have_value("lifestyle")
    expect(phone.page).to_have_url(re.compile(r"/desk/catalogue$"))
    assert len(task_types()) == phone.page.locator("#topic option").count() - 1
