"""Vocabularies as dated data: kinds of benefit, unit and plan. A reform is an edit, not a release (cases S10, S17)."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from companion.accounts.records import Term
from companion.accounts.wordings import cleaned
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.language.text import Text

BENEFIT_KIND, UNIT_KIND, PLAN_KIND = "benefit-kind", "unit-kind", "plan-kind"
VOCABULARIES = {
    BENEFIT_KIND: N_("Slags ydelse"),
    UNIT_KIND: N_("Slags enhed"),
    PLAN_KIND: N_("Slags plan"),
}
_CODE = re.compile(r"^[a-z0-9][a-z0-9-]{0,39}$")
_LOCK = uuid.UUID("0d3c2a6e-7a5b-4b0f-8a77-0c5f3d1f9e10")  # one at a time adds a word


class CodeWrong(Invalid):
    """Other systems know a word by its code."""

    sentence = N_("Koden må kun have små bogstaver a-z, tal og bindestreg.")


class CodeTaken(Conflict):
    """Two words with one code on the same day would be two meanings."""

    sentence = N_("Koden er i brug i den tid. Afslut den først.")


class TermDaysWrong(Invalid):
    """A word ends after it begins."""

    sentence = N_("Den sidste dag skal ligge efter den første.")


@dataclass(frozen=True)
class KnownTerm:
    """A word with the days it holds; `valid_to` is the first day it does not."""

    id: uuid.UUID
    vocabulary: str
    code: str
    name: Text
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is in use on this day."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to > day)


def terms(vocabulary: str) -> Sequence[KnownTerm]:
    """Every word of a vocabulary, in use or not, by code and day."""
    columns = (Term.id, Term.vocabulary, Term.code, Term.name, Term.valid_from, Term.valid_to)
    query = select(*columns).where(Term.vocabulary == vocabulary).order_by(Term.code, Term.valid_from)
    with reading() as db:
        return [KnownTerm(*row) for row in db.execute(query)]


def codes_on(vocabulary: str, day: date) -> Sequence[str]:
    """The codes in use on a day."""
    return [term.code for term in terms(vocabulary) if term.holds_on(day)]


def add(*, vocabulary: str, code: str, name: Text, valid_from: date, actor: audit.Actor) -> uuid.UUID:
    """A new word from a day on. Raises NotFound (vocabulary), CodeWrong, CodeTaken or NameMissing."""
    if vocabulary not in VOCABULARIES:
        raise NotFound
    if not _CODE.match(code):
        raise CodeWrong
    made = Term(id=new_id(), vocabulary=vocabulary, code=code, name=cleaned(name), valid_from=valid_from)
    with transaction() as session:
        in_turn(_LOCK)
        if any(term.code == code and (term.valid_to or date.max) > valid_from for term in terms(vocabulary)):
            raise CodeTaken
        session.add(made)
        audit.write(event="term.added", citizen=None, actor=actor, about=made.id)
    return made.id


def end(*, term_id: uuid.UUID, valid_to: date, actor: audit.Actor) -> None:
    """The word is no longer in use from this day on. Raises NotFound or TermDaysWrong."""
    with transaction() as session:
        found = session.get(Term, term_id)
        if found is None:
            raise NotFound
        if valid_to < found.valid_from:
            raise TermDaysWrong
        found.valid_to = valid_to
        audit.write(event="term.ended", citizen=None, actor=actor, about=term_id)


def called(vocabulary: str, code: str) -> Text | None:
    """The name of a code today, or the last one it had."""
    known = [term for term in terms(vocabulary) if term.code == code]
    return next((term.name for term in known if term.holds_on(clock.today())), known[-1].name if known else None)
