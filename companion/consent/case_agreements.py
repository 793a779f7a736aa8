"""Case agreements: what a unit may ask for by law, where a no has a consequence.

Another object than a consent to share, on another screen: refusing to share never costs anything, refusing here
may, and a person who is not well must never have to tell the two apart. The letter counts, not this app.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from companion.accounts import service as accounts
from companion.accounts.contacts import Contact, contacts
from companion.consent.records import CaseAgreement
from companion.foundation import audit, clock
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.language.table import SOURCE
from companion.language.text import Text


class LetterNeeded(Invalid):
    """Staff cannot make a duty that exists only here: law, consequence and letter belong to the question."""

    sentence = N_("Skriv, hvad du spørger om, hvad et nej betyder, hvilken lov det er, og brevets dato og nummer.")


class AlreadyAnswered(Conflict):
    """An answer stands; whoever changes her mind takes it back, or calls."""

    sentence = N_("Du har allerede svaret. Ring til den, der spurgte, hvis du vil ændre det.")


@dataclass(frozen=True)
class KnownAgreement:
    """One question of a case as the citizen and the asking unit see it; `asked_by` is None when they have left."""

    id: uuid.UUID
    unit_id: uuid.UUID
    unit: Text
    asked_by: Contact | None
    asked_at: datetime
    what: Text
    if_no: Text
    law: str
    letter_date: date
    letter_reference: str
    answer: str | None
    answered_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Question:
    """What is asked, what a no leads to, the law, and the letter it stands in."""

    what: Text
    if_no: Text
    law: str
    letter_date: date
    letter_reference: str


def ask(*, citizen: uuid.UUID, question: Question, actor: audit.Actor) -> uuid.UUID:
    """A member of staff asks on behalf of their unit. Raises LetterNeeded."""
    said = (question.what.get(SOURCE, ""), question.if_no.get(SOURCE, ""), question.law, question.letter_reference)
    if actor.unit_id is None or actor.person_id is None or not all(text.strip() for text in said):
        raise LetterNeeded
    asked = CaseAgreement(
        id=new_id(),
        citizen_id=citizen,
        unit_id=actor.unit_id,
        asked_by=actor.person_id,
        asked_at=clock.now(),
        **vars(question),
    )
    with transaction() as session:
        session.add(asked)
        audit.write(event="case-agreement.asked", citizen=citizen, actor=actor, about=asked.id)
    return asked.id


def answer(*, agreement_id: uuid.UUID, yes: bool, language: str, actor: audit.Actor) -> None:
    """The citizen answers, once. Raises NotFound or AlreadyAnswered."""
    with transaction() as session:
        found = session.scalars(_mine(agreement_id, actor)).one_or_none()
        if found is None:
            raise NotFound
        if found.answer is not None:
            raise AlreadyAnswered
        found.answer, found.answered_at, found.language = "yes" if yes else "no", clock.now(), language
        _write("case-agreement.answered", found, actor)


def withdraw(*, agreement_id: uuid.UUID, actor: audit.Actor) -> None:
    """She takes a yes back; twice is once. Raises NotFound."""
    with transaction() as session:
        found = session.scalars(_mine(agreement_id, actor)).one_or_none()
        if found is None or found.answer != "yes":
            raise NotFound
        if found.withdrawn_at is None:
            found.withdrawn_at = clock.now()
            _write("case-agreement.withdrawn", found, actor)


def about(citizen: uuid.UUID, *, unit: uuid.UUID | None = None) -> Sequence[KnownAgreement]:
    """Every question of her cases, newest first; with `unit` only what that unit asked."""
    query = select(CaseAgreement.__table__).where(CaseAgreement.citizen_id == citizen)
    if unit is not None:
        query = query.where(CaseAgreement.unit_id == unit)
    with reading() as db:
        rows = db.execute(query.order_by(CaseAgreement.asked_at.desc(), CaseAgreement.id)).all()
        people = contacts({row.asked_by for row in rows})
        return [_known(row, people.get(row.asked_by)) for row in rows]


def _mine(agreement_id: uuid.UUID, actor: audit.Actor) -> Any:
    if actor.role != "citizen":
        raise NotFound
    mine = (CaseAgreement.id == agreement_id, CaseAgreement.citizen_id == actor.person_id)
    return select(CaseAgreement).where(*mine).with_for_update()


def _write(event: str, found: CaseAgreement, actor: audit.Actor) -> None:
    audit.write(event=event, citizen=found.citizen_id, actor=actor, unit=found.unit_id, about=found.id)


def _known(row: Any, asked_by: Contact | None) -> KnownAgreement:
    return KnownAgreement(
        id=row.id,
        unit_id=row.unit_id,
        unit=accounts.unit(row.unit_id).name,
        asked_by=asked_by,
        asked_at=row.asked_at,
        what=row.what,
        if_no=row.if_no,
        law=row.law,
        letter_date=row.letter_date,
        letter_reference=row.letter_reference,
        answer=row.answer,
        answered_at=row.answered_at,
        withdrawn_at=row.withdrawn_at,
    )
