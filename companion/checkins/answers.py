"""Taking an answer in, once: from a form or from a phone's sealed item; a repeat is the same answer."""

import json
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from companion.checkins import rules, wordings
from companion.checkins.assisted import ReadAloud, read_aloud
from companion.checkins.instruments import WHO5, Wording
from companion.checkins.records import Invitation, Reading
from companion.checkins.who5 import NotFiveAnswers, raw_score
from companion.foundation import audit, clock, crypto, intake
from companion.foundation.database import put_once, table_of, transaction
from companion.foundation.errors import N_, Conflict, Invalid
from companion.language.table import languages

INSTRUMENT = WHO5
LONGEST_VERSION = 20  # as long as its column
A_DAY_OF_MINUTES = 24 * 60


class AnswerAllFive(Invalid):
    """Five of five, or no score."""

    sentence = N_("Svar på alle fem, så kan vi regne dit tal ud. Det, du har valgt, står der stadig.")


class UnknownWording(Invalid):
    """Answered in a wording that nobody here can have been shown: kept on the phone, and a person looks at it."""

    sentence = N_("Vi kender ikke de spørgsmål, du svarede på. Svaret bliver på telefonen. Sig det til din kontakt.")


class OtherAnswer(Conflict):
    """The same key came with other content; the first answer stands, the second stays on the phone."""

    sentence = N_("Svaret er sendt før med et andet indhold. Det første gælder. Intet er slettet.")


_KNOWN = select(Reading.citizen_id, Reading.content_hash).where(Reading.id == bindparam("key"))
_ANSWER_INVITATIONS = (
    update(table_of(Invitation))
    .where(
        Invitation.citizen_id == bindparam("citizen"),
        Invitation.instrument == INSTRUMENT,
        Invitation.answered_by.is_(None),
        Invitation.declined_at.is_(None),
        Invitation.due_on <= bindparam("day"),
    )
    .values(answered_by=bindparam("reading"))
)


@dataclass(frozen=True)
class Answer:
    """One whole answer on its way in."""

    key: uuid.UUID
    language: str
    version: str
    answers: tuple[int, ...]
    captured_at: datetime
    offset_minutes: int
    aloud: ReadAloud | None = None  # assisted: an interpreter read the text
    sent_at: datetime | None = None  # by the same clock as `captured_at`


def take_in_sealed(body: Any, *, actor: audit.Actor) -> tuple[uuid.UUID, bool]:
    """Open and keep a sealed item. Returns its key and whether it was new. Raises the intake's refusals."""
    item = intake.parse(body, kind="check-in")
    content = intake.open_item(item, person=_person(actor))
    return item.key, take_in(replace(_read(item.key, content), sent_at=item.sent_at), actor=actor)


def take_in(answer: Answer, *, actor: audit.Actor) -> bool:
    """Keep one answer; returns whether it was new. Raises AnswerAllFive or OtherAnswer."""
    _scored(answer.answers)
    person = _person(actor)
    row = _row(answer, person)  # sealed before it is this one's turn to write
    with transaction() as session:
        if put_once(session, Reading, **row):
            _answer_invitations(session, row)
            audit.write(event="check-in.received", citizen=person, actor=actor, about=answer.key)
            return True
        known = session.execute(_KNOWN, {"key": answer.key}).one()
    if known.citizen_id != person or known.content_hash not in _content_hashes(answer):
        raise OtherAnswer
    return False


def _row(answer: Answer, person: uuid.UUID) -> dict[str, Any]:
    received = clock.now()
    row = {
        "id": answer.key,
        "citizen_id": person,
        "instrument": INSTRUMENT,
        "instrument_version": answer.version,
        "language": answer.language,
        "answers": crypto.seal(list(answer.answers), table="reading", row=answer.key, field="answers"),
        "content_hash": _content_hashes(answer)[0],
        "captured_at": answer.captured_at,
        "offset_minutes": answer.offset_minutes,
        "received_at": received,
        "answered_at": rules.answered_at(received, captured=answer.captured_at, sent=answer.sent_at),
        "read_aloud_in": None,
        "reader_name": None,
    }
    if answer.aloud is not None:
        row["read_aloud_in"] = answer.aloud.language
        row["reader_name"] = crypto.seal(answer.aloud.name, table="reading", row=answer.key, field="reader_name")
    return row


def _answer_invitations(session: Session, row: dict[str, Any]) -> None:
    """What stood open when she answered; an invitation of a later day is not answered by an old answer."""
    day = clock.danish(row["answered_at"]).date()
    session.execute(_ANSWER_INVITATIONS, {"reading": row["id"], "citizen": row["citizen_id"], "day": day})


def _read(key: uuid.UUID, content: dict[str, Any]) -> Answer:
    answers, offset = content.get("answers"), content.get("offset_minutes")
    if not isinstance(answers, list) or content.get("instrument") != INSTRUMENT:
        raise intake.DoesNotOpen
    known = _wording(content.get("language"), content.get("instrument_version"))
    captured = intake.moment(content.get("captured_at"))
    if captured is None or type(offset) is not int or abs(offset) > A_DAY_OF_MINUTES:
        raise intake.DoesNotOpen
    aloud = read_aloud(content.get("reader_name"), content.get("read_aloud_in"))
    return Answer(key, known.language, known.version, _scored(answers), captured, offset, aloud)


def _wording(language: Any, version: Any) -> Wording:
    """What she read then: a phone may come back after months, when another wording has followed."""
    is_ours = isinstance(language, str) and language in languages() and isinstance(version, str)
    if not is_ours or wordings.current(INSTRUMENT, language) is None or not 0 < len(version) <= LONGEST_VERSION:
        raise intake.DoesNotOpen
    known = wordings.shown_version(INSTRUMENT, language, version)
    if known is None:
        raise UnknownWording
    return known


def _scored(answers: Any) -> tuple[int, ...]:
    try:
        raw_score(answers)
    except NotFiveAnswers:
        raise AnswerAllFive from None
    return tuple(answers)


def _content_hashes(answer: Answer) -> tuple[str, ...]:
    """Newest pepper first: a repeat may come after the pepper was renewed."""
    said: list[Any] = [answer.language, answer.version, answer.answers]  # a second tap of the same form comes later
    if answer.aloud is not None:
        said.append([answer.aloud.language, answer.aloud.name])
    return crypto.keyed_hashes("check-in", json.dumps(said))


def _person(actor: audit.Actor) -> uuid.UUID:
    if actor.person_id is None:
        raise Invalid
    return actor.person_id
