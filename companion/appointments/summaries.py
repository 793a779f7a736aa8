"""What was agreed at a meeting: staff write it in Danish and her language, only the citizen can agree to it (S31)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from companion.appointments import lines, rules, staff_view
from companion.appointments.lines import KnownLine
from companion.appointments.records import Appointment, AppointmentSummary
from companion.foundation import audit, clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.interpreting import teach_back as told_back
from companion.interpreting.teach_back import Said
from companion.language.table import SOURCE, languages
from companion.language.text import Text, lacking


class NoSummary(Conflict):
    """This kind of meeting has none, or it has not begun."""

    sentence = N_("Du kan skrive det, I blev enige om, når mødet er begyndt.")


class FiveLines(Invalid):
    """One line at least, five at most; the translation has as many as the Danish."""

    sentence = N_("Skriv mindst én og højst fem linjer. Oversættelsen skal have lige så mange.")


class AlreadyAgreed(Conflict):
    """What both agreed on is not rewritten."""

    sentence = N_("Borgeren har sagt ja til det, der står. Skriv noget nyt ved næste møde.")


@dataclass(frozen=True)
class KnownSummary:
    """What was agreed, line by line; `agreed_at` is the citizen's own yes."""

    appointment_id: uuid.UUID
    citizen_id: uuid.UUID
    written_by: uuid.UUID
    written_at: datetime
    teach_back: str | None
    agreed_at: datetime | None
    agreed_language: str | None
    with_interpreter: bool | None
    lines: Sequence[KnownLine]

    def is_said_in(self, code: str) -> bool:
        """Whether every line stands in this language."""
        return not lacking(code, *(one.words for one in self.lines))


def write(
    *,
    appointment_id: uuid.UUID,
    danish: Sequence[str],
    translated: Sequence[str],
    language: str | None,
    actor: audit.Actor,
) -> None:
    """Whoever holds the meeting writes what was agreed; not agreed until she says so.

    Raises NotFound, NoSummary, FiveLines, AlreadyAgreed, TooLong or Invalid.
    """
    with transaction() as session:
        meeting = staff_view.opened(appointment_id=appointment_id, actor=actor)
        if not staff_view.may_change(meeting, actor):
            raise NotFound
        _check(danish, translated, language)
        if not meeting.has_summary or meeting.cancelled_at or meeting.starts_at > clock.now():
            raise NoSummary
        known = session.get(AppointmentSummary, appointment_id, with_for_update=True)
        if known is not None and known.agreed_at is not None:
            raise AlreadyAgreed
        summary = known or AppointmentSummary(appointment_id=appointment_id, citizen_id=meeting.citizen_id)
        session.add(_written_by(actor, summary))
        told_back.drop(appointment_id)
        texts = _kept(_texts(danish, translated, language), meeting.id, language)
        about = {"appointment": meeting.id, "citizen": meeting.citizen_id}
        lines.put(**about, kind=lines.SUMMARY, texts=texts, written_in=SOURCE, actor=actor)
        audit.write(event="summary.written", citizen=meeting.citizen_id, actor=actor, about=appointment_id)


def of(appointment_id: uuid.UUID) -> KnownSummary | None:
    """What was agreed at one meeting, if anything is written."""
    found = _known(AppointmentSummary.appointment_id == appointment_id)
    return found[0] if found else None


def of_citizen(appointment_id: uuid.UUID, actor: audit.Actor) -> KnownSummary:
    """What is written of a meeting of hers. Raises NotFound for anybody else's."""
    found = of(appointment_id)
    if found is None or found.citizen_id != actor.person_id:
        raise NotFound
    return found


def agreed_by(citizen: uuid.UUID) -> Sequence[KnownSummary]:
    """Everything this citizen has agreed to, newest first: what the plan points at."""
    return _known(AppointmentSummary.citizen_id == citizen, AppointmentSummary.agreed_at.is_not(None))


def agree(
    *, appointment_id: uuid.UUID, language: str, with_interpreter: bool, written_at: datetime | None, actor: audit.Actor
) -> None:
    """The citizen says yes to what she has read, in this language. Raises NotFound, or Conflict if it was rewritten."""
    with transaction() as session:
        summary = _hers(session, appointment_id, actor)
        if written_at is not None and written_at != summary.written_at:
            raise Conflict
        if summary.agreed_at is None:
            summary.agreed_at, summary.agreed_language = clock.now(), language
            summary.with_interpreter = with_interpreter
            audit.write(event="summary.agreed", citizen=actor.person_id, actor=actor, about=appointment_id)


def teach_back(*, appointment_id: uuid.UUID, said: Said, actor: audit.Actor) -> None:
    """She says whether she has understood, and what it means to her. Raises NotFound, Invalid or TooManyWords."""
    said.check()
    with transaction() as session:
        summary = _hers(session, appointment_id, actor)
        summary.teach_back = said.how
        told_back.keep(about=appointment_id, citizen=summary.citizen_id, said=said)


def _check(danish: Sequence[str], translated: Sequence[str], language: str | None) -> None:
    if not 0 < len(danish) <= rules.SUMMARY_LINES or (translated and len(translated) != len(danish)):
        raise FiveLines
    if translated and (language not in languages() or language == SOURCE):
        raise Invalid


def _hers(session: Any, appointment_id: uuid.UUID, actor: audit.Actor) -> AppointmentSummary:
    summary: AppointmentSummary | None = session.get(AppointmentSummary, appointment_id, with_for_update=True)
    if summary is None or summary.citizen_id != actor.person_id:
        raise NotFound
    return summary


def _written_by(actor: audit.Actor, summary: AppointmentSummary) -> AppointmentSummary:
    if actor.person_id is None:
        raise NotFound
    summary.written_by, summary.written_at, summary.teach_back = actor.person_id, clock.now(), None
    return summary


def _texts(danish: Sequence[str], translated: Sequence[str], language: str | None) -> list[Text]:
    if not translated or not language:
        return [{SOURCE: line} for line in danish]
    return [{SOURCE: line, language: said} for line, said in zip(danish, translated, strict=True)]


def _kept(texts: Sequence[Text], meeting: uuid.UUID, language: str | None) -> list[Text]:
    """A line that stays word for word keeps what translators said in languages other than that of the form."""
    before = {one.words.get(SOURCE): one.words for one in lines.of_one(meeting, lines.SUMMARY)}
    return [{**_without(before.get(text[SOURCE], {}), language), **text} for text in texts]


def _without(words: Text, language: str | None) -> Text:
    return {code: said for code, said in words.items() if code != language}


def _known(*which: Any) -> Sequence[KnownSummary]:
    query = select(AppointmentSummary.__table__).join(Appointment, Appointment.id == AppointmentSummary.appointment_id)
    with reading() as db:
        rows = db.execute(query.where(*which).order_by(Appointment.starts_at.desc())).all()
        written = lines.of([row.appointment_id for row in rows], lines.SUMMARY)
    return [
        KnownSummary(
            appointment_id=row.appointment_id,
            citizen_id=row.citizen_id,
            written_by=row.written_by,
            written_at=row.written_at,
            teach_back=row.teach_back,
            agreed_at=row.agreed_at,
            agreed_language=row.agreed_language,
            with_interpreter=row.with_interpreter,
            lines=written.get(row.appointment_id, []),
        )
        for row in rows
    ]
