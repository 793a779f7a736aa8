"""How it is going: she answers one question at a time, shows it with a tap, and her contact sees just that."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from e2e.crawl import look_at
from e2e.phone import Phone
from e2e.town import Municipality


def test_said_and_shown(a_phone: Callable[..., Phone], place: Municipality) -> None:
    """Daniel skips, goes back, keeps what he chose; Karen sees what he showed before and after he hides it."""
    daniel, karen = a_phone(), a_phone()
    place.later(timedelta(days=1))
    daniel.sign_in("citizen-ips")
    page = daniel.open("/progress/rate")
    answer_one_by_one(page)
    expect(page.locator("#indicator-health")).to_contain_text("Karen Holm")
    page.locator('#show form[action$="/show"] > .button').first.click()
    karen.sign_in("consultant")
    desk = karen.page
    desk.locator("tr", has_text="Daniel Osei").locator("th a").first.click()
    desk.locator('#doors a[href$="/progress"]').click()
    expect(desk.locator("#said-health li")).to_have_count(2)
    expect(desk.locator("main")).not_to_contain_text("Only mine")
    assert look_at(desk, "progress on the desk").is_clean
    for _shown in range(page.locator('form[action$="/hide"]').count()):
        page.locator("#show details").last.evaluate("part => { part.open = true; }")
        page.locator('form[action$="/hide"] .button').first.click()
    desk.reload()
    expect(desk.locator("#said-health li")).to_have_count(1)


def answer_one_by_one(page: Page) -> None:
    """One question a screen: forward and back keep the answer, the others are skipped."""
    expect(page.locator("fieldset:visible")).to_have_count(1)
    page.check('[name="rate-health"][value="2"]')
    page.click("[data-next]")
    page.click("[data-back]")
    expect(page.locator('[name="rate-health"][value="2"]')).to_be_checked()
    while page.locator("[data-next]").is_visible():
        page.click("[data-next]")
    page.fill("#own_words", "Only mine")
    page.click("[data-finish]")
