"""Settings and runtime for commands; a wrong setting or missing key ends with one sentence, no traceback."""

import functools
from collections.abc import Callable
from typing import Any

import click

from companion.accounts.installation import is_demo_database
from companion.foundation import config as settings
from companion.foundation import runtime
from companion.foundation.clock import SystemClock
from companion.foundation.crypto import KeysMissing
from companion.foundation.database import Database
from companion.foundation.runtime import Runtime, open_runtime
from companion.migrations import state


class DemoDatabase(click.ClickException):
    """A demo database never serves real people."""

    def __init__(self) -> None:
        super().__init__("This database was made by `companion demo`. Set COMPANION_DEMO=true or use another one.")


def plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """Tell wrong settings and missing keys in one sentence."""

    @functools.wraps(command)
    def told(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except (settings.WrongSetting, KeysMissing) as fault:
            raise click.ClickException(str(fault)) from None

    return told


def read_settings() -> settings.Config:
    """The settings of this installation. Raises WrongSetting."""
    return settings.read()


def ready_runtime(config: settings.Config) -> Runtime:
    """The runtime of a ready installation. Raises ClickException with what to do, or what reading settings raises."""
    if config.retention:
        from companion.me import retention  # here, so that --help stays quick

        retention.check(config)
    if config.region or config.help_lines_file:
        from companion.help import lines

        lines.check(config)
    made = open_runtime(config, SystemClock())
    refuse_old_database(made.database)
    with runtime.bound(made):
        if is_demo_database() and not config.demo:
            raise DemoDatabase
    return made


def refuse_old_database(database: Database) -> None:
    """Raises ClickException while a migration is missing."""
    if state.behind(database):
        raise click.ClickException("The database is not up to date. Bring it there with: companion init")
