"""An empty installation that the environment describes, and the installed command run in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion.cli import main
from companion.foundation import config
from companion.foundation.clock import SystemClock
from companion.foundation.database import Database
from companion.foundation.runtime import Runtime, bound, open_runtime
from companion.migrations import steps


class Installed:
    """A database with every table and nobody in it, and the command that works on it."""

    def __init__(self, folder: Path, keys: Path, environment: pytest.MonkeyPatch) -> None:
        url = f"sqlite:///{folder / 'installed.db'}"
        environment.setenv("COMPANION_DATABASE_URL", url)
        environment.setenv("COMPANION_KEY_FILE", str(keys))
        environment.setenv("COMPANION_AUDIT_HEADS_FILE", str(folder / "audit-heads.jsonl"))
        database = Database(url)
        steps.upgrade(database)
        database.close()

    def run(self, *words: str) -> Result:
        """The command with these words."""
        return CliRunner().invoke(main, words)

    @contextmanager
    def bound(self) -> Iterator[Runtime]:
        """Services inside see the same database."""
        made = open_runtime(config.read(), SystemClock())
        try:
            with bound(made):
                yield made
        finally:
            made.database.close()
