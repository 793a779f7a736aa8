"""A phone (one browser profile) and a fake server for each test."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect

from service_worker.tests.fake_server import PLENTY, FakeServer
from service_worker.tests.phone import Phone

QUIET = ["gpu", "quic", "background-networking", "component-update", "sync"]
expect.set_options(timeout=PLENTY * 1000)
ARGUMENTS = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in QUIET)]


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """A fresh fake server on its own port, hence its own origin."""
    fake = FakeServer()
    yield fake
    fake.close()


@pytest.fixture
def phone(chromium: Browser, server: FakeServer) -> Iterator[Phone]:
    """A fresh phone, signed in as `amal`; at the end no page may have broken the CSP."""
    context = chromium.new_context(base_url=server.url, service_workers="allow")
    one = Phone(context, server)
    one.sign_in("amal")
    yield one
    server.released.set()
    complaints: list[Any] = one.complaints
    context.close()
    assert not complaints
