"""Another language on an open page: the button, and where the phone keeps the copies."""

from playwright.sync_api import Page, expect

COPIES = "/languages"  # before the path of a page: its copies in other languages


def switch(page: Page, code: str) -> None:
    """By the button a person sees."""
    page.locator("header summary").first.click()
    page.locator(f'button[name="_language"][value="{code}"]').click()


def in_language(page: Page, lang: str) -> None:
    """The page around speaks it."""
    expect(page.locator("html")).to_have_attribute("lang", lang)
