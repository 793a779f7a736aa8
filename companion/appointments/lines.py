"""Lines that somebody wrote about a meeting, each sealed; whoever may see the meeting may read them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from companion.appointments.records import AppointmentLine
from companion.foundation import audit, clock, crypto
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound
from companion.language.table import SOURCE, language
from companion.language.text import Said, Text

BRING, QUESTION, POINT, SUMMARY, MESSAGE = "bring", "question", "point", "summary", "message"
NOT_INTERPRETER = "not-interpreter"  # the citizen wants anybody but this person
LONGEST = 300  # letters of one line
MOST = {BRING: 8, QUESTION: 12, POINT: 8, SUMMARY: 5, MESSAGE: 30, NOT_INTERPRETER: 1}


class TooLong(Invalid):
    """A line is a line."""

    sentence = N_("Skriv lidt kortere. Der er plads til 300 tegn.")


class Empty(Invalid):
    """Nothing was written."""

    sentence = N_("Skriv noget, eller vælg et af forslagene.")


class TooMany(Invalid):
    """More lines than a talk can hold."""

    sentence = N_("Der er ikke plads til flere linjer. Tag en væk først.")


@dataclass(frozen=True)
class KnownLine:
    """One line, opened; `language` is the one it was written in first."""

    id: uuid.UUID
    appointment_id: uuid.UUID
    kind: str
    words: Text
    language: str
    written_by: uuid.UUID
    written_role: str
    written_at: datetime

    def first(self, code: str) -> Said:
        """The line for a reader of this language: said so, else in Danish, else as it was written."""
        spoken = next(one for one in (code, SOURCE, self.language) if one in self.words)
        return Said(self.words[spoken], language(spoken))

    def second(self, code: str) -> Said | None:
        """The same line beside it: in Danish, and for a reader of Danish as the citizen reads or wrote it."""
        shown = self.first(code).language.code
        others = [one for one in self.words if one != shown]
        wanted = SOURCE if code != SOURCE else self.language
        spoken = wanted if wanted in others else others[0] if code == SOURCE and len(others) == 1 else None
        return Said(self.words[spoken], language(spoken)) if spoken else None


def of(appointments: Iterable[uuid.UUID], *kinds: str) -> dict[uuid.UUID, list[KnownLine]]:
    """The lines of these kinds of each meeting, in their order."""
    found: dict[uuid.UUID, list[KnownLine]] = defaultdict(list)
    query = select(AppointmentLine.__table__).where(
        AppointmentLine.appointment_id.in_(list(appointments)), AppointmentLine.kind.in_(kinds)
    )
    with reading() as db:
        for row in db.execute(query.order_by(AppointmentLine.position, AppointmentLine.written_at)):
            found[row.appointment_id].append(_known(row))
    return found


def of_one(appointment_id: uuid.UUID, *kinds: str) -> list[KnownLine]:
    """The lines of these kinds of one meeting."""
    return of([appointment_id], *kinds).get(appointment_id, [])


def add(
    *, appointment: uuid.UUID, citizen: uuid.UUID, kind: str, words: Text, written_in: str, actor: audit.Actor
) -> uuid.UUID:
    """One more line in the open transaction. Raises Empty, TooLong or TooMany."""
    _check(words)
    with transaction() as session:
        these = (AppointmentLine.appointment_id == appointment, AppointmentLine.kind == kind)
        last = session.scalar(select(func.max(AppointmentLine.position)).where(*these)) or 0
        if (session.scalar(select(func.count()).where(*these)) or 0) >= MOST[kind]:
            raise TooMany
        made = _record(words, written_in, actor)
        made.appointment_id, made.citizen_id, made.kind, made.position = appointment, citizen, kind, last + 1
        session.add(made)
        session.flush()
        return made.id


def put(
    *,
    appointment: uuid.UUID,
    citizen: uuid.UUID,
    kind: str,
    texts: Sequence[Text],
    written_in: str,
    actor: audit.Actor,
) -> None:
    """These lines, and no others, of one kind. Raises Empty, TooLong or TooMany; then nothing has changed."""
    with transaction() as session:
        session.execute(
            delete(AppointmentLine).where(AppointmentLine.appointment_id == appointment, AppointmentLine.kind == kind)
        )
        for text in texts:
            add(appointment=appointment, citizen=citizen, kind=kind, words=text, written_in=written_in, actor=actor)


def say_in(line_id: uuid.UUID, *, language: str, words: str) -> None:
    """The same line in one more language. Raises NotFound, Empty or TooLong."""
    with transaction() as session:
        line = session.get(AppointmentLine, line_id, with_for_update=True)
        if line is None:
            raise NotFound
        place: dict[str, Any] = {"table": "appointment_line", "row": line_id, "field": "words"}
        said = {**crypto.unseal(line.words, **place), language: words}
        _check(said)
        line.words = crypto.seal(said, **place)


def take_away(*, line_id: uuid.UUID, appointment: uuid.UUID, kind: str, actor: audit.Actor) -> None:
    """Whoever wrote a line takes it back. Raises NotFound."""
    mine = (
        AppointmentLine.id == line_id,
        AppointmentLine.appointment_id == appointment,
        AppointmentLine.kind == kind,
        AppointmentLine.written_by == actor.person_id,
    )
    with transaction() as session:
        gone = session.scalars(delete(AppointmentLine).where(*mine).returning(AppointmentLine.id)).all()
    if not gone:
        raise NotFound


def _record(words: Text, written_in: str, actor: audit.Actor) -> AppointmentLine:
    key = new_id()
    return AppointmentLine(
        id=key,
        words=crypto.seal(words, table="appointment_line", row=key, field="words"),
        language=written_in,
        written_by=actor.person_id,
        written_role=actor.role,
        written_at=clock.now(),
    )


def _check(words: Text) -> None:
    if not words or not all(one.strip() for one in words.values()):
        raise Empty
    if any(len(one) > LONGEST for one in words.values()):
        raise TooLong


def _known(row: Any) -> KnownLine:
    words = crypto.unseal(row.words, table="appointment_line", row=row.id, field="words")
    return KnownLine(
        id=row.id,
        appointment_id=row.appointment_id,
        kind=row.kind,
        words=words,
        language=row.language,
        written_by=row.written_by,
        written_role=row.written_role,
        written_at=row.written_at,
    )
