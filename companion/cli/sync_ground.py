"""What every `companion sync …` stands on: the installation of the environment, and who acts in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from companion.cli.ground import read_settings, ready_runtime
from companion.foundation import audit, runtime

OPERATOR = audit.Actor(None, "system")


@contextmanager
def installation() -> Iterator[None]:
    """Inside: the installation the environment describes, bound. Raises WrongSetting, KeysMissing or DemoDatabase."""
    from companion.worker.wiring import wake  # here, because the receiver wakes nobody

    made = replace(ready_runtime(read_settings()), committed=wake)
    try:
        with runtime.bound(made):
            yield
    finally:
        made.database.close()
