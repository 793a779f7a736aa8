"""A short note about a citizen, or the closing report of a programme, that she reads before anybody else does.

Case S26: at most five agreed lines; released by her, or 48 hours after a delivered notice under a live consent; "let us
talk first" stops it. Case S28: a closing report is agreed only by her own yes, however long it waits.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, select, update
from sqlalchemy.orm import Session

from companion.accounts import service as accounts
from companion.accounts.rules import CITIZEN, EMPLOYMENT_UNIT, HEALTH_ROLES
from companion.caseload import service as caseload
from companion.consent import service as consent
from companion.consent.purposes import PLAN_STATUS, RETRAINING_NOTE
from companion.consent.service import GivenConsent
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.programmes import templates
from companion.programmes.programme import Note
from companion.programmes.records import Enrolment, StatusNote

STATUS, CLOSING = "status", "closing"
PURPOSE_OF = {STATUS: RETRAINING_NOTE, CLOSING: PLAN_STATUS}  # what she has said yes to, where one may read it
RELEASED_AFTER = timedelta(hours=48)  # of silence after a delivered notice (case S26)
LONGEST_LINE = 200  # letters of one line: a note, not a file


class LineMissing(Invalid):
    """A note has something in each of its agreed lines."""

    sentence = N_("Skriv lidt i hver linje. Der er plads til 200 tegn.")


class NoteReplaced(Conflict):
    """What she wants to answer is no longer what is said about her."""

    sentence = N_("Der er skrevet nye linjer siden. Læs dem, og svar på dem.")
    way = ("/course/notes", N_("Læs de nye linjer"))


class ConsentNeeded(Conflict):
    """R1: nothing leaves the unit without her live consent."""

    sentence = N_("Du skal først sige ja til at dele. Så kan du sende linjerne videre.")
    way = ("/me/sharing", N_("Se, hvad du kan dele"))


@dataclass(frozen=True)
class KnownNote:
    """One note, opened; `shape` is what its lines are called."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    kind: str
    shape: Note
    lines: Mapping[str, str]
    written_by: uuid.UUID
    unit_id: uuid.UUID
    written_at: datetime
    notice_delivered_at: datetime | None
    stopped_at: datetime | None  # she wants to talk first
    replaced_at: datetime | None  # a newer note took its place: nobody asks her about this one any more
    released_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether she has neither said yes nor asked to talk, and is still asked."""
        return self.released_at is None and self.stopped_at is None and self.replaced_at is None

    def goes_on_at(self, given: GivenConsent | None) -> datetime | None:
        """From when on it may be read under this consent; None while nothing but her yes can release it."""
        if given is None or self.stopped_at is not None or self.replaced_at is not None:
            return None
        if self.released_at is not None:
            return self.released_at
        if self.kind == CLOSING or self.notice_delivered_at is None:
            return None
        return max(self.notice_delivered_at, given.given_at) + RELEASED_AFTER


def write(
    *, citizen: uuid.UUID, enrolment_id: uuid.UUID, kind: str, lines: Mapping[str, str], actor: audit.Actor
) -> uuid.UUID:
    """A new note; an older one of the same kind that still waits is put aside. Raises NotFound or LineMissing."""
    if actor.person_id is None or actor.unit_id is None or actor.role not in HEALTH_ROLES:
        raise NotFound
    with transaction() as session:
        caseload.require_relation(citizen=citizen, staff=actor.person_id)
        said = _whole(_shape(session, citizen, enrolment_id, kind), lines)
        in_turn(citizen)
        _put_aside(session, enrolment_id, kind)
        made = StatusNote(id=new_id(), citizen_id=citizen, enrolment_id=enrolment_id, kind=kind)
        made.lines = crypto.seal(said, table="status_note", row=made.id, field="lines")
        made.written_by, made.unit_id, made.written_at = actor.person_id, actor.unit_id, clock.now()
        session.add(made)
        audit.write(event="status-note.written", citizen=citizen, actor=actor, about=made.id)
        return made.id


def of_citizen(citizen: uuid.UUID) -> Sequence[KnownNote]:
    """Every note about her, newest first."""
    return _of(StatusNote.citizen_id == citizen)


def waits_for(citizen: uuid.UUID) -> bool:
    """Whether a note waits for her to read and answer it."""
    open_ones = (StatusNote.released_at.is_(None), StatusNote.stopped_at.is_(None))
    with reading() as db:
        return bool(db.scalar(select(exists().where(StatusNote.citizen_id == citizen, *open_ones))))


def notice_delivered(*, citizen: uuid.UUID, actor: audit.Actor) -> None:
    """She has got the notice of every note that waits: from now on the 48 hours count. Once is enough."""
    told = update(StatusNote).where(StatusNote.citizen_id == citizen, StatusNote.notice_delivered_at.is_(None))
    with transaction() as session:
        found = session.scalars(told.values(notice_delivered_at=clock.now()).returning(StatusNote.id)).all()
        for note in found:
            audit.write(event="status-note.notice-delivered", citizen=citizen, actor=actor, about=note)


def release(*, note_id: uuid.UUID, language: str, actor: audit.Actor) -> None:
    """She says yes: a note may be read, a closing report is agreed. Raises NotFound, NoteReplaced or ConsentNeeded."""
    with transaction() as session:
        note = _own(session, note_id, actor)
        if note.kind == STATUS and not _consents(note.citizen_id, note.kind):
            raise ConsentNeeded
        if note.released_at is None:
            note.released_at, note.stopped_at, note.answered_in = clock.now(), None, language
            audit.write(event="status-note.released", citizen=note.citizen_id, actor=actor, about=note.id)


def stop(*, note_id: uuid.UUID, language: str, actor: audit.Actor) -> None:
    """Let us talk first: nobody else reads it from now on. Raises NotFound or NoteReplaced."""
    with transaction() as session:
        note = _own(session, note_id, actor)
        if note.stopped_at is None:
            note.stopped_at, note.released_at, note.answered_in = clock.now(), None, language
            audit.write(event="status-note.stopped", citizen=note.citizen_id, actor=actor, about=note.id)


def for_staff(*, citizen: uuid.UUID, actor: audit.Actor) -> Sequence[KnownNote]:
    """What this member of staff may read now: the own unit's notes, and what is released to the own unit.

    The look is written with the consent it rests on. Raises NotFound without a relation.
    """
    if actor.person_id is None or actor.unit_id is None:
        raise NotFound
    with transaction():
        caseload.require_relation(citizen=citizen, staff=actor.person_id)
        notes = of_citizen(citizen)
        if actor.role in HEALTH_ROLES:
            audit.write(event="read.status-note-page", citizen=citizen, actor=actor)
            return [one for one in notes if one.unit_id == actor.unit_id]
        given = {kind: _live(citizen, kind, actor.unit_id, lock=True) for kind in PURPOSE_OF}
        seen = [one for one in notes if _is_open(one, given[one.kind])]
        for kind in sorted({one.kind for one in seen}):
            audit.write(event="read.status-note", citizen=citizen, actor=actor, purpose=PURPOSE_OF[kind])
        if not seen:
            audit.write(event="read.status-note-page", citizen=citizen, actor=actor)
        return seen


def consents_of(citizen: uuid.UUID, kind: str) -> Sequence[GivenConsent]:
    """Her live consents that a note of this kind may be read under."""
    return _consents(citizen, kind)


def _is_open(note: KnownNote, given: GivenConsent | None) -> bool:
    moment = note.goes_on_at(given)
    return moment is not None and moment <= clock.now()


def _live(citizen: uuid.UUID, kind: str, unit: uuid.UUID, *, lock: bool = False) -> GivenConsent | None:
    return consent.live(citizen=citizen, purpose=PURPOSE_OF[kind], unit=unit, lock=lock)


def _consents(citizen: uuid.UUID, kind: str) -> list[GivenConsent]:
    units = accounts.units_of_kind(EMPLOYMENT_UNIT)
    return [given for unit in units if (given := _live(citizen, kind, unit.id)) is not None]


def _shape(session: Session, citizen: uuid.UUID, enrolment_id: uuid.UUID, kind: str) -> Note:
    found = session.get(Enrolment, enrolment_id)
    shape = templates.load(found.programme_id).note(kind) if found and found.citizen_id == citizen else None
    if shape is None:
        raise NotFound
    return shape


def _whole(shape: Note, lines: Mapping[str, str]) -> dict[str, str]:
    said = {field.key: lines.get(field.key, "").strip() for field in shape.fields}
    if not all(0 < len(words) <= LONGEST_LINE for words in said.values()):
        raise LineMissing
    return said


def _put_aside(session: Session, enrolment_id: uuid.UUID, kind: str) -> None:
    waiting = (StatusNote.released_at.is_(None), StatusNote.stopped_at.is_(None))
    older = update(StatusNote).where(StatusNote.enrolment_id == enrolment_id, StatusNote.kind == kind, *waiting)
    now = clock.now()  # `stopped_at` too, for the code before `replaced_at`: silence must not let an old note go on
    session.execute(older.values(replaced_at=now, stopped_at=now))


def _own(session: Session, note_id: uuid.UUID, actor: audit.Actor) -> StatusNote:
    note = session.get(StatusNote, note_id, with_for_update=True)
    if note is None or actor.role != CITIZEN or note.citizen_id != actor.person_id:
        raise NotFound
    if note.replaced_at is not None:
        raise NoteReplaced
    return note


def _of(*which: ColumnElement[bool]) -> Sequence[KnownNote]:
    query = select(StatusNote.__table__, Enrolment.programme_id).join(
        Enrolment, StatusNote.enrolment_id == Enrolment.id
    )
    with reading() as db:
        rows = db.execute(query.where(*which).order_by(StatusNote.written_at.desc(), StatusNote.id)).all()
    return [note for row in rows if (note := _note_in(row))]


def _note_in(row: Row[Any]) -> KnownNote | None:
    shape = templates.load(row.programme_id).note(row.kind)
    if shape is None:  # the municipality took the note out of its template: nobody knows what its lines are
        return None
    lines = crypto.unseal(row.lines, table="status_note", row=row.id, field="lines")
    told = {name: getattr(row, name) for name in KnownNote.__dataclass_fields__ if name not in ("shape", "lines")}
    told["stopped_at"] = None if row.replaced_at else row.stopped_at
    return KnownNote(shape=shape, lines=lines, **told)
