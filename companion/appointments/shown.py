"""A meeting as a page shows it: with the person one meets and the language that is interpreted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from companion.accounts.contacts import Contact, contacts
from companion.appointments.meeting import KnownAppointment
from companion.caseload import service as caseload
from companion.language.table import Language, language


@dataclass(frozen=True)
class ShownAppointment:
    """`whom` is None when nobody holds the meeting any more: a gap that is told."""

    meeting: KnownAppointment
    whom: Contact | None
    interpreter: Language | None

    @property
    def call(self) -> tuple[datetime, datetime] | None:
        """Between which moments to expect a call, once the citizen has said that she cannot come."""
        if self.whom is None or self.meeting.declined_at is None:
            return None
        return caseload.call_expected(self.whom, self.meeting.declined_at)


def shown(meetings: Iterable[KnownAppointment]) -> list[ShownAppointment]:
    """These meetings with their people, in the same order; one more select for all of them."""
    found = list(meetings)
    people = contacts({meeting.owner_id for meeting in found})
    return [ShownAppointment(meeting, people.get(meeting.owner_id), _interpreted(meeting)) for meeting in found]


def _interpreted(meeting: KnownAppointment) -> Language | None:
    return language(meeting.interpreter_language) if meeting.interpreter_language else None
