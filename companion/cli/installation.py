"""The installation that the environment describes, opened for one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from companion.cli.ground import read_settings, ready_runtime
from companion.foundation import audit, runtime

OPERATOR = audit.Actor(None, "system")
NOBODY = "There is no such person, or the account is closed. See: companion people list"


@contextmanager
def installation() -> Iterator[None]:
    """The installation the environment describes, bound. Raises WrongSetting, KeysMissing or DemoDatabase."""
    made = ready_runtime(read_settings())
    try:
        with runtime.bound(made):
            yield
    finally:
        made.database.close()
