"""`companion init`: keys once, database up to date."""

import click

from companion.cli.ground import plainly, read_settings
from companion.foundation import audit_seals, key_file, runtime
from companion.foundation.clock import SystemClock
from companion.foundation.crypto import make_keys
from companion.foundation.database import Database
from companion.foundation.runtime import open_runtime
from companion.migrations import steps


@click.command()
@plainly
def init() -> None:
    """Make the key file once and bring the database up to date. Safe to run again.

    Example: COMPANION_DATABASE_URL=sqlite:///companion.db companion init
    """
    config = read_settings()
    if config.key_file.exists():
        added = key_file.add_missing(config.key_file)
        told = f"ring {', '.join(added)} added to" if added else "kept as they are in"
        click.echo(f"Keys: {told} {config.key_file}")
    else:
        make_keys(config.key_file)
        click.echo(f"Keys: made in {config.key_file}. Back this file up now; without it nothing sealed can be read.")
    database = Database(config.database_url)
    steps.upgrade(database)
    database.close()
    click.echo("Database: up to date")
    with runtime.bound(open_runtime(config, SystemClock())) as made:
        if taken := audit_seals.take_in_older():
            click.echo(f"Audit: {taken} lines without a digest were taken in; right only after an upgrade.")
        made.database.close()
