"""`companion init`: keys once, database up to date."""

import click

from companion.cli.ground import plainly, read_settings
from companion.foundation.crypto import make_keys, read_keys
from companion.foundation.database import Database
from companion.migrations import steps


@click.command()
@plainly
def init() -> None:
    """Make the key file once and bring the database up to date. Safe to run again.

    Example: COMPANION_DATABASE_URL=sqlite:///companion.db companion init
    """
    config = read_settings()
    if config.key_file.exists():
        read_keys(config.key_file)
        click.echo(f"Keys: kept as they are in {config.key_file}")
    else:
        make_keys(config.key_file)
        click.echo(f"Keys: made in {config.key_file}. Back this file up now; without it nothing sealed can be read.")
    database = Database(config.database_url)
    steps.upgrade(database)
    database.close()
    click.echo("Database: up to date")
