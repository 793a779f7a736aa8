"""The others of a group: who chose to be seen sees who else did, nobody sees anybody otherwise (case S45)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select

from companion.accounts.rules import CITIZEN
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.programmes import groups
from companion.programmes.records import Enrolment, GroupCard

LONGEST_NAME, LONGEST_WORDS = 40, 300  # letters


class NoGroup(Conflict):
    """She is in no group today."""

    sentence = N_("Du er ikke på et hold lige nu.")


class NameMissing(Invalid):
    """A first name is what the others call her; any name will do."""

    sentence = N_("Skriv det navn, de andre må kalde dig. Der er plads til 40 tegn.")


class TooManyWords(Invalid):
    """What one likes to share is a few lines."""

    sentence = N_("Skriv lidt kortere. Der er plads til 300 tegn.")


@dataclass(frozen=True)
class Fellow:
    """What one participant shows: the name she chose, and a few words of her own or none."""

    citizen_id: uuid.UUID
    first_name: str
    own_words: str | None


def group_of(citizen: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Her enrolment and group of today, the newest one; None without a group."""
    day = clock.today()
    mine = (
        select(Enrolment.id, Enrolment.run_id)
        .where(Enrolment.citizen_id == citizen, Enrolment.run_id.is_not(None))
        .where(Enrolment.ended_on.is_(None) | (Enrolment.ended_on > day))
        .order_by(Enrolment.starts_on.desc())
        .limit(1)
    )
    with reading() as db:
        row = db.execute(mine).one_or_none()
    return (row.id, row.run_id) if row else None


def own_card(citizen: uuid.UUID) -> Fellow | None:
    """What she shows the others now."""
    found = group_of(citizen)
    shown = _shown(GroupCard.enrolment_id == found[0]) if found else []
    return shown[0] if shown else None


def others(citizen: uuid.UUID) -> Sequence[Fellow]:
    """Who else of her group chose to be seen; nobody, as long as she has not chosen it herself."""
    found = group_of(citizen)
    if found is None or own_card(citizen) is None:
        return []
    return [one for one in _of_run(found[1]) if one.citizen_id != citizen]


def for_leader(*, run_id: uuid.UUID, actor: audit.Actor) -> Sequence[Fellow]:
    """The same for a leader of the group. Raises NotFound for anybody else."""
    return _of_run(groups.led(run_id, actor).id)


def show_myself(*, first_name: str, own_words: str, actor: audit.Actor) -> None:
    """She lets the others see this name and these words; said again, it replaces what stood there.

    Raises NoGroup, NameMissing or TooManyWords.
    """
    name, words = first_name.strip(), own_words.replace("\r\n", "\n").strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise NameMissing
    if len(words) > LONGEST_WORDS:
        raise TooManyWords
    citizen = _citizen(actor)
    found = group_of(citizen)
    if found is None:
        raise NoGroup
    made = GroupCard(id=new_id(), citizen_id=citizen, enrolment_id=found[0], made_at=clock.now())
    made.first_name = crypto.seal(name, table="group_card", row=made.id, field="first_name")
    made.own_words = crypto.seal(words, table="group_card", row=made.id, field="own_words") if words else None
    with transaction() as session:
        in_turn(citizen)
        session.execute(delete(GroupCard).where(GroupCard.enrolment_id == found[0]))
        session.add(made)
        audit.write(event="group-card.shown", citizen=citizen, actor=actor)


def leave(*, actor: audit.Actor) -> None:
    """What she showed is gone at once, for everybody."""
    citizen = _citizen(actor)
    with transaction() as session:
        gone = session.scalars(delete(GroupCard).where(GroupCard.citizen_id == citizen).returning(GroupCard.id)).all()
        if gone:
            audit.write(event="group-card.taken-away", citizen=citizen, actor=actor)


def _of_run(run_id: uuid.UUID) -> Sequence[Fellow]:
    there = [one.enrolment_id for one in groups.members(run_id)]
    return sorted(_shown(GroupCard.enrolment_id.in_(there)), key=lambda one: one.first_name.casefold())


def _shown(*which: ColumnElement[bool]) -> list[Fellow]:
    with reading() as db:
        return [_known(row) for row in db.execute(select(GroupCard.__table__).where(*which))]


def _known(row: Row[Any]) -> Fellow:
    name = crypto.unseal(row.first_name, table="group_card", row=row.id, field="first_name")
    words = row.own_words and crypto.unseal(row.own_words, table="group_card", row=row.id, field="own_words")
    return Fellow(row.citizen_id, str(name), str(words) if words else None)


def _citizen(actor: audit.Actor) -> uuid.UUID:
    if actor.person_id is None or actor.role != CITIZEN:
        raise NotFound
    return actor.person_id
