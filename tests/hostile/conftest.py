"""One filled municipality for all hostile requests of a module."""

from collections.abc import Iterator

import pytest

from tests.hostile.doors import Caller, municipality


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """Somebody at the doors of a demo municipality."""
    with municipality(tmp_path_factory.mktemp("hostile")) as made:
        yield made
