"""Texts of the app that a reader wants in her language: which page, course or offer, never who wants it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from companion.foundation import clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.language.records import WantedTranslation
from companion.language.table import SOURCE, language
from companion.language.text import inside, pick

COURSES, OFFERS, SAFETY, SENTENCES = "courses", "offers", "safety", "sentences"
SUPPORT, PROGRESS, HELP, SHOW = "support", "progress", "help", "show"
ALL = "all"  # the key where a page is wanted whole
LISTING = uuid.UUID("6f1b5d0e-3a0c-4f63-9a53-000000000047")  # whose turn it is to look and then write


@dataclass(frozen=True)
class Shown:
    """What a page shows of the app's texts, under the place and key a reader can ask for it by."""

    place: str
    things: tuple[Any, ...]
    key: str = ALL

    def is_lacking(self, code: str) -> bool:
        """Whether something of it stands in Danish for a reader of this language."""
        reader = language(code)
        return code != SOURCE and any(pick(text, reader).language.code != code for text in inside(*self.things))

    def is_asked(self, code: str) -> bool:
        """Whether it is on the list; without a database nobody knows, and the page stands."""
        try:
            return self.key in asked(self.place, code)
        except SQLAlchemyError:
            return False


@dataclass(frozen=True)
class Wanted:
    """One page, one course or one offer that somebody wants in a language."""

    place: str
    key: str
    language: str
    asked_at: datetime


def ask(*, place: str, key: str, language: str) -> None:
    """Put it on the list of translators, once for everybody."""
    one = {"place": place, "key": key, "language": language}
    with transaction() as session:
        in_turn(LISTING)
        if session.scalar(select(WantedTranslation.id).filter_by(**one)) is None:
            session.add(WantedTranslation(id=new_id(), asked_at=clock.now(), **one))


def asked(place: str, language: str) -> Collection[str]:
    """The keys of what is on the list for this language."""
    query = select(WantedTranslation.key).filter_by(place=place, language=language)
    with reading() as db:
        return set(db.scalars(query))


def every() -> Sequence[Wanted]:
    """The whole list, oldest first; what has been said since is for the reader of the list to leave out."""
    columns = [getattr(WantedTranslation, name) for name in Wanted.__dataclass_fields__]
    with reading() as db:
        return [Wanted(*row) for row in db.execute(select(*columns).order_by(WantedTranslation.asked_at))]
