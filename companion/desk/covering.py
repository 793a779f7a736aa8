"""The citizens of colleagues one covers for today: names and numbers, apart from the own caseload and its limit."""

from collections.abc import Sequence
from dataclasses import dataclass

from companion.accounts import service as accounts
from companion.accounts.contacts import Contact, contacts
from companion.accounts.rules import side_of
from companion.accounts.service import KnownPerson
from companion.accounts.sign_in import Me
from companion.caseload import absence
from companion.caseload import service as caseload


@dataclass(frozen=True)
class Covered:
    """A colleague who is away, and whoever she is there for."""

    colleague: Contact
    citizens: Sequence[KnownPerson]


def covered_by(staff: Me) -> Sequence[Covered]:
    """For whom this member of staff is there today besides the own citizens; nothing on most days."""
    away = absence.covered_by(staff.person_id)
    if not away:
        return ()
    known = contacts(away)
    theirs = {one: [charge.citizen_id for charge in caseload.charges_of(one) if charge.lasting] for one in away}
    people = accounts.people({citizen for citizens in theirs.values() for citizen in citizens})
    return [
        Covered(known[one], sorted((people[citizen] for citizen in theirs[one] if citizen in people), key=_by_name))
        for one in away
        if one in known and staff.role in side_of(known[one].role)
    ]


def _by_name(person: KnownPerson) -> tuple[str, str]:
    return person.name, str(person.id)
