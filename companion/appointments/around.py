"""Everything that stands around one meeting on a page: who comes, lines, offered times, and what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from companion.appointments import lines, moving, own_day, people, points, service, slots, staff_view, summaries
from companion.appointments.lines import KnownLine
from companion.appointments.meeting import KnownAppointment
from companion.appointments.people import Participant
from companion.appointments.slots import Slot
from companion.appointments.summaries import KnownSummary
from companion.foundation import audit
from companion.language.text import lacking


@dataclass(frozen=True)
class Around:
    """What belongs to one meeting besides its time and place; lists are empty where there is nothing."""

    people: Sequence[Participant]
    bring: Sequence[KnownLine]
    questions: Sequence[KnownLine]
    points: Sequence[KnownLine]
    messages: Sequence[KnownLine]
    not_interpreter: Sequence[KnownLine]
    summary: KnownSummary | None
    slots: Sequence[Slot] = ()
    moves: Sequence[tuple[datetime, datetime]] = ()
    clashes: Sequence[KnownAppointment] = ()
    wants_another_time: bool = field(default=False)

    def is_said_in(self, code: str) -> bool:
        """Whether what staff wrote beside time and place stands in this language."""
        return not lacking(code, *(one.words for one in (*self.bring, *self.points, *self.messages)))


def for_citizen(meeting: KnownAppointment) -> Around:
    """As the citizen sees it: every line, and what clashes among all her meetings."""
    known = lines.of_one(meeting.id, lines.BRING, lines.QUESTION, lines.MESSAGE, lines.NOT_INTERPRETER)
    same_time = service.between(meeting.citizen_id, meeting.starts_at, meeting.ends_at)
    return Around(
        people=people.of([meeting.id]).get(meeting.id, []),
        bring=_of(known, lines.BRING),
        questions=_of(known, lines.QUESTION),
        points=points.for_citizen(meeting),
        messages=_of(known, lines.MESSAGE),
        not_interpreter=_of(known, lines.NOT_INTERPRETER),
        summary=summaries.of(meeting.id),
        slots=slots.offered(meeting.id) if meeting.cancelled_at is None else (),
        moves=moving.moves_of(meeting),
        clashes=_clashing(meeting, same_time),
        wants_another_time=own_day.asks_for_another_time(meeting.citizen_id, meeting.id),
    )


def for_staff(meeting: KnownAppointment, visible: Sequence[KnownAppointment], actor: audit.Actor) -> Around:
    """As a member of staff sees it: clashes only among what that member of staff may see (R3)."""
    known = lines.of_one(meeting.id, lines.BRING, lines.QUESTION, lines.MESSAGE, lines.NOT_INTERPRETER)
    holds = staff_view.holds(meeting, actor)
    return Around(
        people=people.of([meeting.id]).get(meeting.id, []),
        bring=_of(known, lines.BRING),
        questions=_of(known, lines.QUESTION),
        points=points.for_staff(meeting, actor),
        messages=_of(known, lines.MESSAGE),
        not_interpreter=_of(known, lines.NOT_INTERPRETER),
        summary=summaries.of(meeting.id),
        slots=slots.offered(meeting.id) if holds else (),
        moves=moving.moves_of(meeting),
        clashes=_clashing(meeting, visible),
    )


def _of(known: Sequence[KnownLine], kind: str) -> Sequence[KnownLine]:
    return [one for one in known if one.kind == kind]


def _clashing(meeting: KnownAppointment, others: Sequence[KnownAppointment]) -> Sequence[KnownAppointment]:
    if meeting.cancelled_at is not None:
        return []
    open_ones = [one for one in others if one.cancelled_at is None]
    pairs = service.clashes(open_ones)
    return [two if one.id == meeting.id else one for one, two in pairs if meeting.id in (one.id, two.id)]
