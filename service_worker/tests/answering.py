"""What is done and seen in an open check-in, one statement at a time."""

from playwright.sync_api import Page, expect


def at_statement(page: Page, name: str) -> None:
    """Exactly this statement is on the screen."""
    expect(page.locator("fieldset:visible")).to_have_count(1)
    expect(page.locator(f"fieldset[data-item={name}]")).to_be_visible()


def answer_up_to(page: Page, last: str) -> None:
    """Answers with 3 and goes on, until this statement is in sight."""
    while not page.locator(f"fieldset[data-item={last}]").is_visible():
        page.locator("fieldset:visible input[value='3']").check()
        page.locator("[data-next]").click()
