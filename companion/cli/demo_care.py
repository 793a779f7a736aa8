"""Who is away in the demo and who covers, fixed hours, a case that ended, and somebody who left with a citizen."""

import uuid
from dataclasses import dataclass
from datetime import time, timedelta

from companion.accounts import rules, service, trusted
from companion.accounts.service import Hours
from companion.caseload import absence, drop_in, leaving
from companion.caseload import service as caseload
from companion.cli.demo_town import INSTALLER, Town
from companion.desk import ending
from companion.foundation import clock
from companion.plan import service as plans

MONDAY, WEDNESDAY = 0, 2


@dataclass(frozen=True)
class _Fixed:
    """One fixed time of the week."""

    staff: str
    weekday: int
    opens: int  # o'clock
    closes: int
    place: str


FIXED = (
    _Fixed("caseworker", WEDNESDAY, 13, 15, "Afdelingen for job, lokale 2"),
    _Fixed("health-coordinator", MONDAY, 10, 12, "Afdelingen for job, lokale 4"),
)


def care(town: Town) -> None:
    """Lay all of it around today."""
    today = clock.today()
    _away(town, "therapist", "health-coordinator", first=0, back=5)
    next_week = 7 - today.weekday()
    _away(town, "caseworker", "consultant", first=next_week, back=next_week + 7)
    for one in FIXED:
        drop_in.add(
            staff=town.people[one.staff],
            weekday=one.weekday,
            opens=time(one.opens),
            closes=time(one.closes),
            place=one.place,
            actor=town.actor(one.staff),
        )
    trusted.make(with_titles=False, actor=town.actor("citizen-wellbeing"))
    _left_behind(town)
    _ended(town)


def _away(town: Town, staff: str, cover: str, *, first: int, back: int) -> None:
    today = clock.today()
    absence.enter(
        staff=town.people[staff],
        cover=town.people[cover],
        starts_on=today + timedelta(days=first),
        back_on=today + timedelta(days=back),
        actor=town.actor(staff),
    )


def _left_behind(town: Town) -> None:
    """A colleague has left: what was held waits on the desk of the unit."""
    gone = service.add_person(name="Ulla Bach", language="da")
    service.give_role(
        person=gone,
        role="caseworker",
        unit=town.employment,
        phone="72 00 00 08",
        hours=Hours(time(9), time(15)),
        actor=INSTALLER,
    )
    citizen = _citizen("Finn Holst", "22 00 00 01")
    _relate(town, citizen, gone)
    plans.start(
        citizen=citizen, purpose={"da": "At du finder en rolig hverdag."}, unit=town.employment, actor=INSTALLER
    )
    leaving.disable(person=gone, actor=INSTALLER)


def _ended(town: Town) -> None:
    """A case that ended today: readable for 90 days."""
    citizen = _citizen("Grete Skov", "22 00 00 02")
    _relate(town, citizen, town.people["caseworker"])
    ending.end(citizen=citizen, actor=INSTALLER)


def _citizen(name: str, phone: str) -> uuid.UUID:
    person = service.add_person(name=name, language="da", phone=phone)
    service.give_role(person=person, role=rules.CITIZEN, actor=INSTALLER)
    return person


def _relate(town: Town, citizen: uuid.UUID, staff: uuid.UUID) -> None:
    place = {"role": "caseworker", "unit": town.employment}
    caseload.relate(citizen=citizen, staff=staff, responsible=True, actor=INSTALLER, **place)  # type: ignore[arg-type] # one of each
