"""A citizen erases everything about herself: one transaction over all rooms, and an honest list of what stays."""

import uuid
from collections import Counter
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError, OperationalError

from companion.accounts import merging
from companion.consent import service as consent
from companion.foundation import audit
from companion.foundation.copies import Counts, Erasure
from companion.foundation.database import in_turn, transaction
from companion.foundation.errors import N_, Invalid
from companion.me import retention
from companion.me.own_copy import ROOMS
from companion.me.own_copy_sections import SECTIONS
from companion.sync import own_copy as sent
from companion.sync import removals

HERSELF = audit.Actor(None, "citizen")  # without an id: the line is about an empty shell
ATTEMPTS = 3  # somebody may write about her at the same moment: then all of it is undone and done again
WHY = {  # class of retention.toml → what of it stays after an erasure, and why
    "consent": N_("Hvad du sagde ja til at dele, med hvem og hvornår. Vi skal kunne vise, at det var lovligt."),
    "sharing": N_("Hvornår et tal blev sendt, og til hvem. Tallet selv er slettet."),
    "journal": N_("At et tal skulle sendes. Tallet selv er slettet."),
    "audit": N_("At der skete noget, og hvornår. Linjerne bliver tomme. Så kan ingen snyde med listen."),
    "account": N_("En tom plads uden dit navn og din telefon. Resten hænger fast på den."),
}


class SayThatYouMeanIt(Invalid):
    """Everything goes at once and for ever: the box has to be ticked first."""

    sentence = N_("Sæt kryds, hvis du vil slette alt om dig.")


@dataclass(frozen=True)
class Stays:
    """One class of which something stays: why, and for how many days at most."""

    key: str
    why: str
    days: int


def what_goes() -> list[str]:
    """The headings of everything that goes at once."""
    gone = {table for _name, room in ROOMS for table, rule in room.TABLES.items() if rule is Erasure.GOES}
    return [heading for table, heading in SECTIONS.items() if table in gone]


def what_stays() -> list[Stays]:
    """Every class of which law keeps something, with its reason and its time."""
    kept = {table for _name, room in ROOMS for table, rule in room.TABLES.items() if rule is Erasure.STAYS}
    classes = retention.classes().values()
    return [Stays(one.key, WHY[one.key], one.days) for one in classes if kept & set(one.tables)]


def erase(*, sure: bool, ask_removal: bool = False, actor: audit.Actor) -> Counts:
    """Everything about this citizen goes now, or nothing does; the rows gone by table. Raises SayThatYouMeanIt.

    With `ask_removal` whoever was sent something is asked to remove it.
    """
    if not sure or actor.person_id is None:
        raise SayThatYouMeanIt
    for _attempt in range(ATTEMPTS - 1):
        try:
            return _all_at_once(actor.person_id, actor if ask_removal else None)
        except (IntegrityError, OperationalError):  # a row came in between, or PostgreSQL broke a deadlock
            continue
    return _all_at_once(actor.person_id, actor if ask_removal else None)


def again(citizen: uuid.UUID) -> Counts:
    """What came in at the very second of an erasure goes too; what lies under an account merged into hers as well."""
    removed: Counter[str] = Counter()
    with transaction():
        in_turn(citizen)
        hers = merging.accounts_of(citizen)
        for _name, room in ROOMS:
            for account in hers:
                removed.update(room.erase(account))
    return dict(removed)


def after_the_end(citizen: uuid.UUID) -> Counts:
    """The case ended and the days to read it are over: the same erasure, by the system."""
    return _all_at_once(citizen, None, actor=audit.WORKER)


def _all_at_once(citizen: uuid.UUID, asks: audit.Actor | None, *, actor: audit.Actor = HERSELF) -> Counts:
    with transaction():
        in_turn(citizen)
        sent.hold(citizen)
        if asks is not None:
            for given in consent.ledger(citizen):
                removals.ask_removal(consent_id=given.id, actor=asks)
        removed = again(citizen)
        audit.write(event="citizen.erased", citizen=None, actor=actor, about=citizen)
    return removed
