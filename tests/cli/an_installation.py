"""An installation that the environment describes, and the command run in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion.cli import main
from companion.foundation import config, runtime
from companion.foundation.clock import SystemClock
from companion.foundation.runtime import Runtime, open_runtime


class Earlier:
    """The machine's clock, put back: what was written an hour ago is no longer in the open minute."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> object:
        """An earlier moment."""
        return SystemClock().now() - self._by


@dataclass(frozen=True)
class Installed:
    """One installation in a folder of its own."""

    folder: Path

    @contextmanager
    def bound(self, ago: timedelta = timedelta(hours=1)) -> Iterator[Runtime]:
        """Inside it, with the keys as they stand in the file now."""
        made = open_runtime(config.read(), Earlier(ago))  # type: ignore[arg-type] # a moment is all it tells
        with runtime.bound(made):
            yield made
        made.database.close()


def install(folder: Path, environment: pytest.MonkeyPatch) -> Installed:
    """`companion init` in an empty folder."""
    environment.setenv("COMPANION_DATABASE_URL", f"sqlite:///{folder}/installed.db")
    environment.setenv("COMPANION_KEY_FILE", str(folder / "keys.json"))
    environment.setenv("COMPANION_REGION", "Hovedstaden")  # the one region whose doctor's line was rung as shipped
    assert run("init").exit_code == 0
    return Installed(folder)


def run(*words: str) -> Result:
    """The command with these words."""
    return CliRunner().invoke(main, words)


Make = Callable[[], Installed]
