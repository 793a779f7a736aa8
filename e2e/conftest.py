"""A municipality and phones for each story, in Debian's Chromium."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect

from e2e.crawl_times import HEAD as TIMES
from e2e.phone import PATIENCE_MS, Phone
from e2e.town import Municipality, municipality
from tests.clock import FrozenClock

QUIET = ("gpu", "quic", "background-networking", "component-update", "sync")
ARGUMENTS = ("--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in QUIET))
SCREENSHOTS = Path(os.environ.get("SCREENSHOTS", ".cache/screenshots"))
PHONE = {"width": 390, "height": 844}
LEDGER = {"crawl": "code   pages  looks  faults  seconds", "times": TIMES}  # table → its head
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(ARGUMENTS))
    yield browser
    browser.close()


@pytest.fixture
def clock() -> FrozenClock:
    """The clock of the story: a Monday morning in Denmark."""
    return FrozenClock(MONDAY)


@pytest.fixture
def place(tmp_path: Path, clock: FrozenClock) -> Iterator[Municipality]:
    """The running demo municipality."""
    with municipality(tmp_path, clock) as running:
        yield running


@pytest.fixture
def a_phone(chromium: Browser, place: Municipality) -> Iterator[Callable[..., Phone]]:
    """Makes phones; at the end no page may have broken the content security policy or thrown."""
    phones: list[Phone] = []

    def make(**settings: Any) -> Phone:
        context = chromium.new_context(**{"viewport": PHONE, **settings})
        phones.append(Phone(context, place.url, SCREENSHOTS))
        return phones[-1]

    yield make
    complaints = [complaint for phone in phones for complaint in phone.complaints]
    for phone in phones:
        phone.context.close()
    assert not complaints


@pytest.fixture
def phone(a_phone: Callable[..., Phone]) -> Phone:
    """One phone, 390 px wide."""
    return a_phone()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The tables of the crawl: one line a language."""
    reports = [one for found in terminalreporter.stats.values() for one in found if hasattr(one, "user_properties")]
    for table, head in LEDGER.items():
        rows = {str(value) for report in reports for name, value in report.user_properties if name == table}
        if rows:
            terminalreporter.section(table)
            terminalreporter.write_line(head)
            for told in sorted(rows):
                terminalreporter.write_line(told)
