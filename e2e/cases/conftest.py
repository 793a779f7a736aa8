"""One demo municipality for all ten stories; its clock stands still, and each story has people of its own."""

from collections.abc import Callable, Iterator

import pytest

from e2e.conftest import MONDAY
from e2e.phone import Phone
from e2e.town import Municipality, municipality
from tests.clock import FrozenClock


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Municipality]:
    """The running demo municipality, on a Monday morning."""
    with municipality(tmp_path_factory.mktemp("cases"), FrozenClock(MONDAY)) as running:
        yield running


@pytest.fixture
def a_phone(a_phone: Callable[..., Phone]) -> Callable[..., Phone]:
    """Phones that fetch no pages ahead: only the story of Tønder loses its connection."""

    def make(**settings: object) -> Phone:
        return a_phone(**{"service_workers": "block", **settings})

    return make
