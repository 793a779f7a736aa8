"""A database says once what it is for: a demo database never serves real people."""

import pytest
from sqlalchemy.exc import IntegrityError

from companion.accounts.installation import is_demo_database, mark_installation
from companion.foundation.runtime import Runtime


@pytest.mark.parametrize("demo", [True, False])
def test_it_works(runtime: Runtime, demo: bool) -> None:
    mark_installation(demo=demo)
    assert is_demo_database() is demo


def test_a_fresh_database_is_for_nothing_yet(runtime: Runtime) -> None:
    assert is_demo_database() is None


def test_it_cannot_be_said_twice(runtime: Runtime) -> None:
    mark_installation(demo=True)
    with pytest.raises(IntegrityError):
        mark_installation(demo=False)
    assert is_demo_database() is True
