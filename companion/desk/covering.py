"""The citizens of colleagues one covers for today, with what waits there; apart from the own caseload and its limit.

Everything of it stands in the circles of the cover's own role: whoever covers takes part in no meeting of the colleague
who is away, so a meeting that is hidden from this role stays hidden (R3).
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from companion.accounts import service as accounts
from companion.accounts.contacts import Contact, contacts
from companion.accounts.rules import side_of
from companion.accounts.service import KnownPerson
from companion.accounts.sign_in import Me
from companion.appointments import for_staff
from companion.appointments.meeting import KnownAppointment
from companion.caseload import absence, contacting
from companion.caseload import service as caseload
from companion.caseload.wished import Wished
from companion.desk.told import Messages, left_with
from companion.foundation import clock

AHEAD = timedelta(days=14)  # how far a cover looks for the colleague's next meeting with somebody


@dataclass(frozen=True)
class Cover:
    """A colleague who is away, and whom that colleague is there for; `answered` are those the colleague answers for."""

    colleague: Contact
    back_on: date
    citizens: Collection[uuid.UUID]
    answered: Collection[uuid.UUID]


@dataclass(frozen=True)
class CoveredCitizen:
    """One of these citizens; `wish` is what she wants instead of a call, once nobody reaches her."""

    person: KnownPerson
    next_meeting: KnownAppointment | None
    next_on: date | None
    wish: Wished | None


@dataclass(frozen=True)
class Covered:
    """A colleague who is away, whoever she is there for, and what came for her meanwhile."""

    colleague: Contact
    back_on: date
    citizens: Sequence[CoveredCitizen]
    people: Mapping[uuid.UUID, KnownPerson]
    messages: Messages


def covers_of(staff: Me) -> Sequence[Cover]:
    """For whom this member of staff is there today besides the own citizens; nothing on most days."""
    away = absence.covers_until(staff.person_id)
    known = contacts(away) if away else {}
    mine = {one: back_on for one, back_on in away.items() if one in known and staff.role in side_of(known[one].role)}
    return [_cover(known[one], back_on) for one, back_on in mine.items()]


def answered(covers: Sequence[Cover]) -> set[uuid.UUID]:
    """The citizens whose responsible person is covered."""
    return {citizen for one in covers for citizen in one.answered}


def shown(covers: Sequence[Cover], *, wishes: Mapping[uuid.UUID, Wished], staff: Me) -> Sequence[Covered]:
    """The same as the desk shows it."""
    people = accounts.people({citizen for one in covers for citizen in one.citizens}) if covers else {}
    return [_covered(one, people, wishes, replace(staff, person_id=one.colleague.person_id)) for one in covers]


def _cover(colleague: Contact, back_on: date) -> Cover:
    lasting = [charge for charge in caseload.charges_of(colleague.person_id) if charge.lasting]
    mine = {charge.citizen_id for charge in lasting if charge.responsible}
    return Cover(colleague, back_on, [charge.citizen_id for charge in lasting], mine)


def _covered(
    cover: Cover, people: Mapping[uuid.UUID, KnownPerson], wishes: Mapping[uuid.UUID, Wished], instead: Me
) -> Covered:
    """`instead` is the colleague, in the role of whoever covers."""
    now = clock.now()
    held = for_staff.of_colleague(cover.colleague.person_id, now, now + AHEAD, role=instead.role)
    coming = {one.citizen_id: one for one in reversed(held)}
    days = contacting.next_days(actor=instead.actor)
    theirs = {one: people[one] for one in cover.citizens if one in people}
    citizens = [
        CoveredCitizen(theirs[one], coming.get(one), days.get(one), wishes.get(one))
        for one in sorted(theirs, key=lambda one: (theirs[one].name, one))
    ]
    return Covered(cover.colleague, cover.back_on, citizens, theirs, left_with(instead.actor))
