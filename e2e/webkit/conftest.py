"""A WebKit phone for each story, at a municipality or at the fake server; skipped where Debian's WebKit is not."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from e2e.town import Municipality, municipality
from e2e.webkit import engine
from e2e.webkit.connection import line
from e2e.webkit.phone import Phone
from service_worker.tests.fake_server import FakeServer
from tests.clock import FrozenClock

MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A screen without a monitor; where there is no WebKit, the story is skipped and says why."""
    if why := engine.missing():
        pytest.skip(why)
    with engine.screen() as name:
        yield name


@pytest.fixture
def a_phone(display: str, tmp_path: Path) -> Iterator[Callable[[str], Phone]]:
    """Makes a phone for a server's address; at the end no script of ours may have failed in WebKit."""
    phones: list[Phone] = []
    with ExitStack() as stack:

        def make(url: str) -> Phone:
            wire = stack.enter_context(line(urlsplit(url).port or 80))
            phones.append(Phone(display, tmp_path / f"profile{len(phones)}", wire))
            return phones[-1]

        yield make
        for phone in phones:
            phone.browser.kill()  # works even where the driver has lost its browser
    assert not [said for phone in phones for said in phone.complaints()]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Municipality]:
    """The running demo municipality on a Monday morning."""
    with municipality(tmp_path, FrozenClock(MONDAY)) as running:
        yield running


@pytest.fixture
def phone(a_phone: Callable[[str], Phone], place: Municipality) -> Phone:
    """Her phone, at the municipality."""
    return a_phone(place.url)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """A fake server that counts what it is sent."""
    fake = FakeServer()
    yield fake
    fake.close()


@pytest.fixture
def counted(a_phone: Callable[[str], Phone], server: FakeServer) -> Phone:
    """Amal's phone, at the server that counts."""
    phone = a_phone(server.url)
    phone.open("/")
    phone.wait_for_worker()
    phone.page.call("() => { document.cookie = 'owner=amal; max-age=9999; path=/'; }")
    phone.open("/")
    phone.wait_until_kept("/plan")
    return phone
