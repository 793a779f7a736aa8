"""“This wording is wrong”: a reader tells it from any page, a translator sees it; who told it is not kept."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound
from companion.words.records import WordingNote

LONGEST = 500  # letters: which words, and what would be right
MOST_A_DAY = 200  # of all readers together; more than that is no reading any more
LISTED = 50
A_DAY = timedelta(days=1)
COUNTING = uuid.UUID("6f1b5d0e-3a0c-4f63-9a53-000000000034")  # whose turn it is to count
PAGE_NAME = re.compile(r"[a-z0-9_.-]{1,80}")  # as pages are called in the code; nothing else is kept of where it was


class NothingSaid(Invalid):
    """An empty note tells nobody anything."""

    sentence = N_("Skriv, hvilke ord der er forkerte.")


class NoteTooLong(Invalid):
    """A note is short."""

    sentence = N_("Skriv lidt kortere. Der er plads til 500 tegn.")


class EnoughToday(Invalid):
    """The list of translators is full for today."""

    sentence = N_("Vi har fået mange beskeder i dag. Prøv igen i morgen, eller sig det til din kontakt.")


@dataclass(frozen=True)
class Note:
    """One note as a translator reads it."""

    id: uuid.UUID
    language: str
    page: str
    words: str
    made_at: datetime


def tell(*, language: str, page: str, words: str) -> None:
    """Put a note on the list. Raises NothingSaid, NoteTooLong, EnoughToday."""
    said = words.replace("\r\n", "\n").strip()
    if not said:
        raise NothingSaid
    if len(said) > LONGEST:
        raise NoteTooLong
    key, now = new_id(), clock.now()
    since = select(func.count()).where(WordingNote.made_at >= now - A_DAY)
    with transaction() as session:
        in_turn(COUNTING)
        if (session.scalar(since) or 0) >= MOST_A_DAY:
            raise EnoughToday
        sealed = crypto.seal(said, table="wording_note", row=key, field="words")
        session.add(WordingNote(id=key, language=language, page=_named(page), words=sealed, made_at=now))


def waiting() -> Sequence[Note]:
    """What nobody has looked at yet, oldest first."""
    query = select(WordingNote).where(WordingNote.done_at.is_(None)).order_by(WordingNote.made_at).limit(LISTED)
    with reading() as db:
        return [_known(one) for one in Session(db).scalars(query)]


def done(*, note: uuid.UUID, actor: audit.Actor) -> None:
    """Somebody has taken care of it; what it said is not needed any more. Raises NotFound."""
    with transaction() as session:
        found = session.get(WordingNote, note)
        if found is None:
            raise NotFound
        found.done_at, found.done_by = clock.now(), actor.person_id
        found.words = crypto.seal("", table="wording_note", row=note, field="words")


def _named(page: str) -> str:
    return page if PAGE_NAME.fullmatch(page) else ""


def _known(one: WordingNote) -> Note:
    words = str(crypto.unseal(one.words, table="wording_note", row=one.id, field="words"))
    return Note(one.id, one.language, one.page, words, one.made_at)
