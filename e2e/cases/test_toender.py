"""Tønder (S30): eight weeks with diabetes, each whole without a connection after one load, in three languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from companion.programmes import templates
from e2e.cases.told import photographed, speaks
from e2e.phone import Phone

COURSE = templates.load("toender-diabetes")
PICTURED = {"ar", "da"}


@pytest.mark.parametrize("code", ["ar", "uk", "da"])
def test_eight_weeks_without_a_connection(a_phone: Callable[..., Phone], code: str) -> None:
    """One load, then no bars: each week has its texts, a picture, one action and its thought about work."""
    phone = a_phone(service_workers="allow")
    phone.sign_in("citizen-course")
    speaks(phone, code)
    for week in COURSE.weeks:
        phone.wait_until_kept(f"/course/{week.number}", code)
    phone.lose_connection()
    for week in COURSE.weeks:
        page = phone.open(f"/course/{week.number}")
        expect(page.locator("html")).to_have_attribute("lang", code)
        said = page.locator("main").inner_text()
        assert all(
            text in said for text in (week.title[code], week.work[code], *(one.text[code] for one in week.blocks))
        )
        expect(page.locator("main img")).not_to_have_count(0)
        expect(page.locator("#action")).to_be_visible()
    if code in PICTURED:
        photographed(phone, f"toender-week-8-{code}")


def test_first_aid_is_three_taps_away_without_a_connection(a_phone: Callable[..., Phone]) -> None:
    """From Today: the course, first aid, and 112 in sight."""
    phone = a_phone(service_workers="allow")
    phone.sign_in("citizen-course")
    for path in ("/course", "/first-aid"):
        phone.wait_until_kept(path)
    phone.lose_connection()
    page = phone.open("/course")
    page.locator('a[href="/first-aid"]').first.click()
    expect(page.locator('a[href="tel:112"]').first).to_be_visible()
