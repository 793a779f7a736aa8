"""Teach-back: what an agreement means to her, as a picture or in own words; kept while they talk, and never sent."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select

from companion.foundation import clock, crypto
from companion.foundation.database import reading, transaction
from companion.foundation.errors import N_, Invalid
from companion.interpreting import rules
from companion.interpreting.records import TeachBack
from companion.language.table import Language, language

UNDERSTOOD, AGAIN = "understood", "again"  # hers alone: no staff page shows it, nothing sends it
_AS_IS = {"synchronize_session": False}


class TooManyWords(Invalid):
    """Teach-back is a sentence or two."""

    sentence = N_("Det er for langt. Der er plads til %(limit)s tegn.")


@dataclass(frozen=True)
class Said:
    """What she says back: whether it is clear, and what it means to her."""

    how: str
    picture: str | None = None
    words: str = ""
    language: str = ""

    def check(self) -> None:
        """Raises Invalid, or TooManyWords."""
        if self.how not in (UNDERSTOOD, AGAIN) or self.picture not in (None, *rules.PICTURES):
            raise Invalid
        if len(self.words) > rules.LONGEST_TOLD:
            raise TooManyWords(limit=rules.LONGEST_TOLD)


@dataclass(frozen=True)
class Told:
    """The picture and the words of the last two hours; words stand as she wrote them, in the language she reads."""

    picture: str | None
    words: str
    language: str

    @property
    def tongue(self) -> Language:
        """The language the words are written in, as a page says it."""
        return language(self.language)


def so_far(how: str | None, told: Told | None) -> Said:
    """What she has said, as the form shows it."""
    kept = told or Told(None, "", "")
    return Said(how or "", kept.picture, kept.words, kept.language)


def keep(*, about: uuid.UUID, citizen: uuid.UUID, said: Said) -> None:
    """Her picture and words about one agreement, in place of those before; nothing said leaves nothing."""
    with transaction() as session:
        drop(about)
        if said.picture or said.words:
            words = crypto.seal(said.words, table="teach_back", row=about, field="words") if said.words else None
            told = {"picture": said.picture, "words": words, "language": said.language, "said_at": clock.now()}
            session.add(TeachBack(about=about, citizen_id=citizen, **told))


def told_by(citizen: uuid.UUID) -> Mapping[uuid.UUID, Told]:
    """What she has said back and is still kept: agreement → picture and words."""
    since = clock.now() - rules.TALK_LIFE
    query = select(TeachBack.__table__).where(TeachBack.citizen_id == citizen, TeachBack.said_at > since)
    with reading() as db:
        return {row.about: Told(row.picture, _opened(row.words, row.about), row.language) for row in db.execute(query)}


def drop(about: uuid.UUID) -> None:
    """The agreement says something else now."""
    with transaction() as session:
        session.execute(delete(TeachBack).where(TeachBack.about == about), execution_options=_AS_IS)


def drop_of(citizen: uuid.UUID) -> None:
    """The talk it was said in is over."""
    with transaction() as session:
        session.execute(delete(TeachBack).where(TeachBack.citizen_id == citizen), execution_options=_AS_IS)


def drop_overdue() -> None:
    """Where no talk ended, two hours are enough."""
    old = TeachBack.said_at <= clock.now() - rules.TALK_LIFE
    with transaction() as session:
        session.execute(delete(TeachBack).where(old), execution_options=_AS_IS)


def _opened(words: bytes | None, about: uuid.UUID) -> str:
    return crypto.unseal(words, table="teach_back", row=about, field="words") if words else ""
