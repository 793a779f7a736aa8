"""Asking that a text about a person is translated: one translator takes it, nobody else sees it (DOMAIN, own words)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, NotFound
from companion.language.records import TranslationRequest
from companion.language.table import SOURCE, languages

CARD, MESSAGE, SUMMARY, PURPOSE, GOAL = "card", "message", "summary", "purpose", "goal"
ANSWER = "answer"  # to a worry, or an advice
TRANSLATOR = "translator"
LISTED = 50  # the oldest; what is done leaves the list


class SomebodyElses(Conflict):
    """One translator sees a text about a person, not several."""

    sentence = N_("En anden oversætter har taget den tekst.")


@dataclass(frozen=True)
class Asked:
    """One text that waits: which room holds it, for which language, since when, and who has taken it."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    kind: str
    about: uuid.UUID
    language: str
    asked_at: datetime
    translator_id: uuid.UUID | None


_COLUMNS = (
    *(TranslationRequest.id, TranslationRequest.citizen_id, TranslationRequest.kind, TranslationRequest.about),
    *(TranslationRequest.language, TranslationRequest.asked_at, TranslationRequest.translator_id),
)
_OPEN = select(*_COLUMNS).where(TranslationRequest.done_at.is_(None)).order_by(TranslationRequest.asked_at)


def ask(*, citizen: uuid.UUID, kind: str, about: uuid.UUID, language: str, actor: audit.Actor) -> bool:
    """Put the text on the list of translators, once; False where there is nothing to do. Raises NotFound."""
    if language not in languages():
        raise NotFound
    if language == SOURCE:
        return False
    known = select(TranslationRequest).filter_by(about=about, language=language)
    with transaction() as session:
        in_turn(about)
        found = session.scalar(known)
        if found is not None and found.done_at is None:
            return False
        if found is not None:
            session.delete(found)  # the text has changed since: it is asked for anew
            session.flush()
        asked = {"citizen_id": citizen, "kind": kind, "about": about, "language": language, "asked_at": clock.now()}
        session.add(TranslationRequest(id=new_id(), **asked))
        audit.write(event="translation.asked", citizen=citizen, actor=actor, about=about)
    return True


def waiting() -> Sequence[Asked]:
    """What nobody has translated yet, oldest first."""
    with reading() as db:
        return [Asked(*row) for row in db.execute(_OPEN.limit(LISTED))]


def waits_for(citizen: uuid.UUID, language: str) -> Collection[uuid.UUID]:
    """The texts of this citizen that are on their way into a language."""
    query = select(TranslationRequest.about).filter_by(citizen_id=citizen, language=language, done_at=None)
    with reading() as db:
        return set(db.scalars(query))


def take(*, request: uuid.UUID, actor: audit.Actor) -> None:
    """One translator takes it and may read it from now on; the citizen sees that. Raises NotFound, SomebodyElses."""
    with transaction() as session:
        found = session.get(TranslationRequest, request, with_for_update=True)
        if found is None or found.done_at is not None or actor.role != TRANSLATOR:
            raise NotFound
        if found.translator_id not in (None, actor.person_id):
            raise SomebodyElses
        if found.translator_id is None:
            found.translator_id, found.taken_at = actor.person_id, clock.now()
            audit.write(event="read.to-translate", citizen=found.citizen_id, actor=actor, about=found.about)


def held(*, request: uuid.UUID, actor: audit.Actor) -> Asked:
    """The text that this translator has taken. Raises NotFound for any other."""
    with transaction() as session:
        return _asked(_taken(session, request, actor))


def give_back(*, request: uuid.UUID, actor: audit.Actor) -> None:
    """Another translator may take it. Raises NotFound."""
    with transaction() as session:
        found = _taken(session, request, actor)
        found.translator_id = found.taken_at = None


def moved(*, about: uuid.UUID, now: uuid.UUID) -> None:
    """What waits for a translator stands in another place now."""
    here = TranslationRequest.about == about, TranslationRequest.done_at.is_(None)
    with transaction() as session:
        session.execute(update(TranslationRequest).where(*here).values(about=now))


def done(*, request: uuid.UUID, actor: audit.Actor) -> None:
    """It is translated; its room keeps the words. Raises NotFound."""
    with transaction() as session:
        found = _taken(session, request, actor)
        found.done_at = clock.now()
        audit.write(event="translation.done", citizen=found.citizen_id, actor=actor, about=found.about)


def _taken(session: Session, request: uuid.UUID, actor: audit.Actor) -> TranslationRequest:
    found = session.get(TranslationRequest, request, with_for_update=True)
    if found is None or found.done_at is not None or found.translator_id != actor.person_id:
        raise NotFound
    return found


def _asked(row: TranslationRequest) -> Asked:
    return Asked(row.id, row.citizen_id, row.kind, row.about, row.language, row.asked_at, row.translator_id)
