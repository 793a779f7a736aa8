"""What this database is for: a demo database never serves real people."""

from sqlalchemy import select

from companion.accounts.records import Installation
from companion.foundation import clock
from companion.foundation.database import reading, transaction


def is_demo_database() -> bool | None:
    """Whether this database was made for a demo; None if it was made for nothing yet."""
    with reading() as db:
        return db.execute(select(Installation.demo)).scalar_one_or_none()


def mark_installation(*, demo: bool) -> None:
    """Write down once what this database is for."""
    with transaction() as session:
        session.add(Installation(id=1, demo=demo, made_at=clock.now()))
