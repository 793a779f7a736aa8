"""At least 14 days apart: of answers closer together one counts, and none is thrown away (docs/decisions/0033).

In the order they reached us, an answer counts when it was given 14 days or more from every one that counts already.
So the first to reach us stands, and nothing that comes later changes what she saw, drew or sent.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from companion.checkins import rules
from companion.checkins.records import Reading
from companion.checkins.who5 import DAYS_APART
from companion.foundation import clock
from companion.foundation.database import reading

GIVEN = select(Reading.id, Reading.captured_at, Reading.received_at).where(Reading.citizen_id == bindparam("citizen"))


@dataclass(frozen=True)
class Given:
    """When one answer was given, as the phone said, and when it reached us."""

    id: uuid.UUID
    captured_at: datetime
    received_at: datetime

    @property
    def at(self) -> datetime:
        """The believable moment."""
        return rules.effective(self.captured_at, self.received_at)

    @property
    def day(self) -> date:
        """The Danish day of it."""
        return clock.danish(self.at).date()


def given_by(citizen: uuid.UUID) -> Sequence[Given]:
    """The moments of all her answers; nothing of what was answered is opened."""
    with reading() as db:
        return [Given(*row) for row in db.execute(GIVEN, {"citizen": citizen})]


def counting(given: Iterable[Given]) -> Sequence[Given]:
    """Those that count, newest first by when they were given."""
    stand: list[Given] = []
    for one in sorted(given, key=lambda one: (one.received_at, one.at, one.id)):
        if all(abs((one.day - other.day).days) >= DAYS_APART for other in stand):
            stand.append(one)
    return sorted(stand, key=lambda one: one.at, reverse=True)


def counts(key: uuid.UUID, given: Iterable[Given]) -> bool:
    """Whether this answer counts among all of hers."""
    return any(one.id == key for one in counting(given))


def possible_from(given: Iterable[Given]) -> date | None:
    """The first day an answer would count again, while it is still too early; None when it would today."""
    stand = counting(given)
    first = rules.next_possible(stand[0].day) if stand else None
    return first if first and clock.today() < first else None
