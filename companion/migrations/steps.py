"""Runs the numbered steps before the first start of a new version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from companion.foundation.database import Database


def upgrade(database: Database) -> None:
    """Bring this database to the newest step, all or nothing."""
    with database.writer.begin() as connection:
        command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config
