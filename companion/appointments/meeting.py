"""One meeting as other rooms see it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from companion.appointments import rules
from companion.appointments.kinds import has_summary
from companion.language.text import Text


@dataclass(frozen=True)
class KnownAppointment:
    """A meeting of one citizen; texts in several languages, moments in UTC."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    kind: str
    track: str
    starts_at: datetime
    ends_at: datetime
    title: Text
    place: Text | None
    directions: Text | None
    form: str
    owner_id: uuid.UUID
    owner_role: str
    interpreter_language: str | None
    interpreter_state: str | None
    visible_to: str
    series: str | None
    confirmed_at: datetime | None
    declined_at: datetime | None
    cancelled_at: datetime | None
    made_at: datetime
    meeting_kind: str | None
    version: int
    letter_date: date | None
    letter_reference: str | None
    interpreter_dialect: str | None
    interpreter_gender: str | None
    interpreter_form: str | None
    moved_from: datetime | None
    moved_at: datetime | None
    read_at: datetime | None
    upheld_at: datetime | None
    late_at: datetime | None
    late_minutes: int | None
    own_late_at: datetime | None
    held_at: datetime | None
    missed_at: datetime | None
    changed_at: datetime | None
    source: str | None = None
    changed_by: uuid.UUID | None = None

    @property
    def answer(self) -> str | None:
        """`yes`, `no`, or None while the citizen has not answered."""
        if self.declined_at:
            return "no"
        return "yes" if self.confirmed_at else None

    @property
    def is_decided(self) -> bool:
        """Whether it stands in a letter: a message in the app does not move it."""
        return self.kind == rules.DECISION

    @property
    def has_summary(self) -> bool:
        """Whether what was agreed is written down afterwards."""
        return has_summary(self.meeting_kind)

    @property
    def touched_at(self) -> datetime:
        """When something about it last became different, for whoever keeps a copy of it."""
        return max(filter(None, (self.made_at, self.changed_at, self.cancelled_at)))


@dataclass(frozen=True)
class Meetings:
    """What lies ahead of a citizen, next first, and the last few that have been, newest first."""

    upcoming: Sequence[KnownAppointment]
    past: Sequence[KnownAppointment]


FIELDS = tuple(KnownAppointment.__dataclass_fields__)  # a row has these columns, in this order


def from_row(row: Any) -> KnownAppointment:
    """The meeting in one row of the table."""
    return KnownAppointment(*row)
