"""A citizen's case has ended: she signs in and reads for 90 days, and nobody can write to her any more."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select, update

from companion.accounts.records import Person, Role, TrustedPhone
from companion.accounts.rules import CITIZEN, READABLE_DAYS
from companion.foundation import audit, clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import N_, Conflict, NotFound

READABLE = timedelta(days=READABLE_DAYS)


class HasEnded(Conflict):
    """Nothing new begins with a citizen whose case has ended."""

    sentence = N_("Borgerens forløb er slut. Åbn det igen først.")


def end(*, citizen: uuid.UUID, actor: audit.Actor) -> datetime:
    """End the case today; until when she can read. Raises NotFound for who is no citizen, HasEnded the second time."""
    ending = update(Person).where(Person.id == citizen, Person.case_ended_at.is_(None))
    with transaction() as session:
        if not _is_citizen(citizen):
            raise NotFound
        if session.scalar(ending.values(case_ended_at=clock.now()).returning(Person.id)) is None:
            raise HasEnded
        _end_trusted(citizen)
        audit.write(event="case.ended", citizen=citizen, actor=actor)
    return clock.now() + READABLE


def reopen(*, citizen: uuid.UUID, actor: audit.Actor) -> None:
    """She is back before everything was erased; relations and consents begin anew. Raises NotFound."""
    opening = update(Person).where(Person.id == citizen, Person.case_ended_at.is_not(None), Person.erased_at.is_(None))
    with transaction() as session:
        if session.scalar(opening.values(case_ended_at=None).returning(Person.id)) is None:
            raise NotFound
        audit.write(event="case.reopened", citizen=citizen, actor=actor)


def is_ended(citizen: uuid.UUID) -> bool:
    """Whether this citizen's case has ended: nothing is sent to her then, and nothing about her."""
    with reading() as db:
        return db.scalar(select(Person.case_ended_at).where(Person.id == citizen)) is not None


def all_ended() -> set[uuid.UUID]:
    """Everybody whose case has ended and who still reads."""
    with reading() as db:
        return set(db.scalars(select(Person.id).where(Person.case_ended_at.is_not(None), Person.erased_at.is_(None))))


def no_longer_readable() -> list[uuid.UUID]:
    """Whose 90 days are over: everything of hers is erased now."""
    over = select(Person.id).where(Person.case_ended_at <= clock.now() - READABLE, Person.erased_at.is_(None))
    with reading() as db:
        return list(db.scalars(over))


def _is_citizen(person: uuid.UUID) -> bool:
    known = select(Role.id).where(Role.person_id == person, Role.role == CITIZEN)
    with reading() as db:
        return db.execute(known).first() is not None


def _end_trusted(citizen: uuid.UUID) -> None:
    with transaction() as session:
        of_hers = update(TrustedPhone).where(TrustedPhone.person_id == citizen, TrustedPhone.ended_at.is_(None))
        session.execute(of_hers.values(ended_at=clock.now()))
