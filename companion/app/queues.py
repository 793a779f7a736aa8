"""How long the oldest waits, in seconds: a fact nobody has passed on, and a letter or message that is due."""

from datetime import datetime

from companion.foundation import clock, journal
from companion.foundation.database import reading
from companion.nudges import service as nudges
from companion.sync import service as sync


def oldest_fact_seconds() -> int:
    """Of what nobody has passed on; 0 when nothing waits. Raises SQLAlchemyError."""
    with reading() as db:
        return _age(journal.oldest_undispatched(db))


def oldest_job_seconds() -> int:
    """How long ago the next letter or message should have gone; 0 while it lies ahead. Raises SQLAlchemyError."""
    return max(_age(sync.next_moment()), _age(nudges.next_moment()))


def _age(moment: datetime | None) -> int:
    return max(0, int((clock.now() - moment).total_seconds())) if moment else 0
