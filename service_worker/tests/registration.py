"""The registration of a page's worker as Chromium knows it: the way to push, or to wake, that worker."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import CDPSession, Page

A_LOOK_MS = 20


@contextmanager
def registration(page: Page) -> Iterator[tuple[CDPSession, dict[str, str]]]:
    """A line to Chromium, and the names by which it knows the worker of this page: its origin and its number."""
    session = page.context.new_cdp_session(page)
    found: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"] if not one["isDeleted"]),
    )
    session.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(A_LOOK_MS)
    yield session, {"origin": str(page.evaluate("location.origin")), "registrationId": found[0]}
    session.detach()
