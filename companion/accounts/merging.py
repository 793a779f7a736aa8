"""Two accounts that are one person: everything of the one goes to the other, and a mistake is undone row by row.

What is moved is every row with a `citizen_id`, in whichever room. The audit stays where it was written: its digests
name whom it was about. The other account is closed; numbers that found it find the one that stays.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from companion.accounts import cpr, leaving
from companion.accounts.active import role_today
from companion.accounts.records import CprNumber, Person, PersonMerge, ReplacementNumber
from companion.accounts.rules import CITIZEN
from companion.foundation import audit, clock
from companion.foundation.database import Base, in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, NotFound

MERGING = uuid.UUID("6f0b5f2e-6b0c-4f1e-9a53-0c7b64f2c0d4")  # one at a time
STAYS = ("audit_line",)  # sealed by digests over whom it is about
_AS_IS = {"synchronize_session": False}


class BothHave(Conflict):
    """Both have something of which a citizen has one: an open plan, a CPR number."""

    sentence = N_("Begge har noget, som man kun kan have én af. Luk det hos den ene først.")


def merge(*, keep: uuid.UUID, gone: uuid.UUID, actor: audit.Actor) -> uuid.UUID:
    """From now on both are `keep`; the key of the merge, for taking it back. Raises NotFound or BothHave."""
    with transaction() as session:
        in_turn(MERGING)
        if keep == gone or role_today(keep) != CITIZEN or role_today(gone) != CITIZEN:
            raise NotFound
        try:
            with session.begin_nested():
                moved = {table.name: _move(session, table, gone, keep) for table in _tables()}
        except IntegrityError:
            raise BothHave from None
        _move_number(keep, gone, actor)
        made = PersonMerge(id=new_id(), person_id=keep, gone_id=gone, merged_at=clock.now())
        made.moved = {name: keys for name, keys in moved.items() if keys}
        session.add(made)
        leaving.disable(person=gone, actor=actor)
        audit.write(event="person.merged", citizen=keep, actor=actor, about=made.id)
        return made.id


def split(*, merge_id: uuid.UUID, actor: audit.Actor) -> uuid.UUID:
    """It was a mistake: what was moved and is still there goes back; who it belongs to again. Raises NotFound.

    Her ways in were ended and are made anew by hand; so is the link to a CPR number.
    """
    with transaction() as session:
        in_turn(MERGING)
        found = session.get(PersonMerge, merge_id, with_for_update=True)
        if found is None or found.split_at is not None:
            raise NotFound
        for table in _tables():
            _move(session, table, found.person_id, found.gone_id, only=found.moved.get(table.name, []))
        found.split_at = clock.now()
        theirs = update(Person).where(Person.id == found.gone_id, Person.erased_at.is_(None))
        session.execute(theirs.values(disabled_at=None), execution_options=_AS_IS)
        for person in (found.person_id, found.gone_id):
            audit.write(event="person.split", citizen=person, actor=actor, about=found.id)
        return found.gone_id


def stands_for(person: uuid.UUID) -> uuid.UUID:
    """Who this account is today: itself, or the one it was merged into."""
    live = select(PersonMerge.gone_id, PersonMerge.person_id).where(PersonMerge.split_at.is_(None))
    with reading() as db:
        while (row := db.execute(live.where(PersonMerge.gone_id == person)).first()) is not None:
            person = row.person_id
    return person


def accounts_of(person: uuid.UUID) -> list[uuid.UUID]:
    """This account, and every other that was merged into it: all of them are the same person."""
    found = [person]
    with reading() as db:
        for one in found:
            merged = select(PersonMerge.gone_id).where(PersonMerge.person_id == one, PersonMerge.split_at.is_(None))
            found += [gone for gone in db.scalars(merged) if gone not in found]
    return found


def _tables() -> Iterator[Table]:
    """Every table that says whose its rows are, with one key a row."""
    for table in Base.metadata.sorted_tables:
        own_key = len(table.primary_key.columns) == 1 and table.primary_key.columns.values()[0].name != "citizen_id"
        if table.name not in STAYS and "citizen_id" in table.c and own_key:
            yield table


def _move(
    session: Session, table: Table, old: uuid.UUID, new: uuid.UUID, *, only: list[str] | None = None
) -> list[str]:
    (key,) = table.primary_key.columns
    theirs: Any = update(table).where(table.c.citizen_id == old)
    if table.name == "opaque_key":
        has = select(table.c.receiver_id).where(table.c.citizen_id == new)
        theirs = theirs.where(table.c.receiver_id.not_in(has.scalar_subquery()))  # else the old key leads to her too
    if only is not None:
        theirs = theirs.where(key.in_([_as_key(table, one) for one in only]))
    rows = session.execute(theirs.values(citizen_id=new).returning(key), execution_options=_AS_IS)
    return [str(row[0]) for row in rows]


def _as_key(table: Table, text: str) -> Any:
    (key,) = table.primary_key.columns
    return uuid.UUID(text) if key.type.python_type is uuid.UUID else text


def _move_number(keep: uuid.UUID, gone: uuid.UUID, actor: audit.Actor) -> None:
    number = cpr.number_of(gone)
    with transaction() as session:
        if number is not None:
            if cpr.number_of(keep) is not None:
                raise BothHave
            session.delete(session.get_one(CprNumber, gone))
            session.flush()
            cpr.link(person=keep, number=number, actor=actor)
        others = update(ReplacementNumber).where(ReplacementNumber.person_id == gone)
        session.execute(others.values(person_id=keep), execution_options=_AS_IS)
