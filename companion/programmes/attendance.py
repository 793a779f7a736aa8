"""Who came on a day of a group: the roll in one act, the same record for the citizen and the unit (case S4).

Employment roles see that of a decision alone (R3). A mark she says is wrong stays contested until it is answered.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from companion.accounts.circles import circles_of
from companion.accounts.rules import EMPLOYMENT_ROLES
from companion.appointments.rules import DECISION
from companion.caseload import service as caseload
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.programmes import groups
from companion.programmes.groups import KnownRun, Member
from companion.programmes.records import Attendance
from companion.programmes.who_sees import circle_of_part

PRESENT, LATE, ABSENT, TOLD = "present", "late", "absent", "told"
STATES = (PRESENT, LATE, ABSENT, TOLD)
MISSED = (ABSENT, TOLD)
LONGEST_WORDS = 600  # letters of what is wrong, and of the answer


class NotYet(Conflict):
    """A day that has not come has no roll."""

    sentence = N_("Dagen er ikke kommet endnu. Kom tilbage den dag.")


class TooManyWords(Invalid):
    """What is wrong, or the answer to it, is a few lines."""

    sentence = N_("Skriv lidt kortere. Der er plads til 600 tegn.")


class AnswerMissing(Invalid):
    """Somebody who says that a mark is wrong gets an answer in words."""

    sentence = N_("Skriv et kort svar til borgeren.")


@dataclass(frozen=True)
class KnownAttendance:
    """One mark, opened: the very same for the citizen and for the unit that runs the offer."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    enrolment_id: uuid.UUID
    run_id: uuid.UUID
    held_on: date
    kind: str
    visible_to: str
    state: str
    marked_by: uuid.UUID
    contested_at: datetime | None
    contest_text: str | None
    answered_at: datetime | None
    answer: str | None

    @property
    def is_contested(self) -> bool:
        """Whether she has said that it is wrong and nobody has answered."""
        return self.contested_at is not None and self.answered_at is None


def roll(*, run_id: uuid.UUID, day: date, actor: audit.Actor) -> Mapping[uuid.UUID, KnownAttendance]:
    """The marks of a day by enrolment, for a leader; the look is written down once a day. Raises NotFound."""
    run = _held(run_id, day, actor)
    with transaction():
        audit.write_daily(event="read.group", citizens=[one.citizen_id for one in groups.members(run.id)], actor=actor)
        return {one.enrolment_id: one for one in of(Attendance.run_id == run_id, Attendance.held_on == day)}


def mark(*, run_id: uuid.UUID, day: date, states: Mapping[uuid.UUID, str], actor: audit.Actor) -> None:
    """Keep a whole roll at once; who is not named stays as it is. Raises NotFound, NotYet or Invalid."""
    run = _held(run_id, day, actor)
    if day > clock.today():
        raise NotYet
    if set(states.values()) - set(STATES):
        raise Invalid
    with transaction() as session:
        in_turn(run_id)
        there = {one.enrolment_id: one.citizen_id for one in groups.members(run_id)}
        if set(states) - set(there):
            raise NotFound
        known = _of_day(session, run_id, day)
        for enrolment, state in states.items():
            row = known.get(enrolment) or _new(session, run, day, Member(enrolment, there[enrolment]))
            _say(row, state, actor)


def own(citizen: uuid.UUID) -> Sequence[KnownAttendance]:
    """All marks about a citizen, newest first, as she sees them."""
    return of(Attendance.citizen_id == citizen)


def for_staff(*, citizen: uuid.UUID, actor: audit.Actor) -> Sequence[KnownAttendance]:
    """What this role may see of them: of health's own, all; an employment role only of decisions. Raises NotFound."""
    if actor.person_id is None:
        raise NotFound
    caseload.require_relation(citizen=citizen, staff=actor.person_id)
    circle = Attendance.visible_to.in_(circles_of(actor.role))
    if actor.role in EMPLOYMENT_ROLES:
        return of(Attendance.citizen_id == citizen, circle, Attendance.kind == DECISION)
    return of(Attendance.citizen_id == citizen, circle)


def contested(run_id: uuid.UUID, actor: audit.Actor) -> Sequence[KnownAttendance]:
    """The marks of this leader's group that wait for an answer. Raises NotFound."""
    groups.led(run_id, actor)
    return [one for one in of(Attendance.run_id == run_id, Attendance.contested_at.is_not(None)) if one.is_contested]


def contest(*, attendance_id: uuid.UUID, words: str, actor: audit.Actor) -> None:
    """She says that a mark is wrong; both sides see it so until it is answered. Raises NotFound or TooManyWords."""
    told = _few(words)
    with transaction() as session:
        row = session.get(Attendance, attendance_id, with_for_update=True)
        if row is None or row.citizen_id != actor.person_id:
            raise NotFound
        row.contested_at, row.answered_at, row.answered_by, row.answer = clock.now(), None, None, None
        row.contest_text = crypto.seal(told, table="attendance", row=row.id, field="contest_text") if told else None
        audit.write(event="attendance.contested", citizen=row.citizen_id, actor=actor, about=row.id)


def answer(*, attendance_id: uuid.UUID, words: str, state: str, actor: audit.Actor) -> None:
    """A leader answers, and may put the mark right. Raises NotFound, AnswerMissing, TooManyWords or Invalid."""
    with transaction() as session:
        row = session.get(Attendance, attendance_id, with_for_update=True)
        if row is None or row.contested_at is None:
            raise NotFound
        groups.led(row.run_id, actor)
        told = _few(words)
        if not told:
            raise AnswerMissing
        if state not in STATES:
            raise Invalid
        row.state, row.answered_at, row.answered_by = state, clock.now(), actor.person_id
        row.answer = crypto.seal(told, table="attendance", row=row.id, field="answer")
        audit.write(event="attendance.answered", citizen=row.citizen_id, actor=actor, about=row.id)


def of(*which: ColumnElement[bool]) -> Sequence[KnownAttendance]:
    """Marks, newest day first, opened."""
    with reading() as db:
        rows = db.execute(select(Attendance.__table__).where(*which).order_by(Attendance.held_on.desc())).all()
    return [_known(row) for row in rows]


def _held(run_id: uuid.UUID, day: date, actor: audit.Actor) -> KnownRun:
    run = groups.led(run_id, actor)
    if not run.sessions_on(day):
        raise NotFound
    return run


def _of_day(session: Session, run_id: uuid.UUID, day: date) -> dict[uuid.UUID, Attendance]:
    rows = session.scalars(select(Attendance).where(Attendance.run_id == run_id, Attendance.held_on == day))
    return {row.enrolment_id: row for row in rows}


def _new(session: Session, run: KnownRun, day: date, who: Member) -> Attendance:
    held = run.sessions_on(day)
    meant = next((one for one in held if one.kind == DECISION), held[0])
    made = Attendance(id=new_id(), enrolment_id=who.enrolment_id, citizen_id=who.citizen_id, run_id=run.id)
    made.held_on, made.kind, made.visible_to, made.state = day, meant.kind, circle_of_part(run.programme, meant), ""
    session.add(made)
    return made


def _say(row: Attendance, state: str, actor: audit.Actor) -> None:
    if row.state == state or actor.person_id is None:
        return
    row.state, row.marked_by, row.marked_at = state, actor.person_id, clock.now()
    audit.write(event="attendance.marked", citizen=row.citizen_id, actor=actor, about=row.id)


def _few(words: str) -> str:
    told = words.replace("\r\n", "\n").strip()
    if len(told) > LONGEST_WORDS:
        raise TooManyWords
    return told


def _known(row: Row[Any]) -> KnownAttendance:
    opened: dict[str, Any] = {name: _opened(row, name) for name in ("contest_text", "answer")}
    plain = (name for name in KnownAttendance.__dataclass_fields__ if name not in opened)
    return KnownAttendance(**{name: getattr(row, name) for name in plain}, **opened)


def _opened(row: Row[Any], field: str) -> str | None:
    value = getattr(row, field)
    return None if value is None else str(crypto.unseal(value, table="attendance", row=row.id, field=field))
