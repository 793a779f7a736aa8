"""Whether a database has had every step, told without loading the machinery that runs them."""

from pathlib import Path

from sqlalchemy import inspect, text

from companion.foundation.database import Database

TABLE = "alembic_version"


def newest() -> str:
    """The number of the newest step, from the names of the files."""
    return max(path.name[:4] for path in (Path(__file__).parent / "versions").glob("[0-9]*.py"))


def behind(database: Database) -> bool:
    """Whether a step is still missing."""
    with database.reader.connect() as connection:
        if not inspect(connection).has_table(TABLE):
            return True
        return connection.execute(text(f"select version_num from {TABLE}")).scalar() != newest()  # noqa: S608 - constant
