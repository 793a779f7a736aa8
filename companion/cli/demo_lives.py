"""What happens to the demo's citizens (`demo_lives.toml`), laid around today: always something due and near."""

import tomllib
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from companion.accounts import rules, service
from companion.appointments import service as appointments
from companion.caseload import service as caseload
from companion.cli.demo_town import INSTALLER, Town
from companion.foundation import clock
from companion.language.table import SOURCE
from companion.plan import service as plans
from companion.programmes import groups
from companion.programmes import service as programmes

FRIDAY = 4
OTHER_CITIZENS = 23  # with citizen-ips the consultant has 24
Life = dict[str, Any]


def live(town: Town) -> None:
    """Give every demo citizen the people, the plan and the meetings that her case needs."""
    lives = tomllib.loads(Path(__file__).with_name("demo_lives.toml").read_text(encoding="utf-8"))
    for key, life in lives.items():
        _live(town, key, life)
    for number in range(OTHER_CITIZENS):
        person = service.add_person(name=f"Borger {number + 1:02d}", language=SOURCE, phone=f"21 00 00 {number:02d}")
        service.give_role(person=person, role=rules.CITIZEN, actor=INSTALLER)
        _relate(town, person, "consultant")


def _live(town: Town, key: str, life: Life) -> None:
    citizen = town.people[key]
    if "responsible" in life:
        _relate(town, citizen, life["responsible"])
    plans.start(citizen=citizen, purpose=life["purpose"], unit=town.employment, actor=INSTALLER)
    for card in life.get("card", ()):
        _card(town, citizen, card)
    for meeting in life.get("meeting", ()):
        _meeting(town, citizen, meeting)
    if "programme" in life:
        _enrol(town, citizen, life)


def _relate(town: Town, citizen: uuid.UUID, staff: str) -> None:
    role = town.actor(staff).role
    caseload.relate(
        citizen=citizen,
        staff=town.people[staff],
        role=role,
        unit=town.unit_of(role),
        responsible=True,
        actor=INSTALLER,
    )


def _card(town: Town, citizen: uuid.UUID, card: Life) -> None:
    plans.add_card(
        citizen=citizen,
        kind=card["kind"],
        track=card["track"],
        title=card["title"],
        why=card["why"],
        owner=town.people[card["staff"]],
        visible_to=_told_to(card),
        actor=town.actor(card["staff"]),
    )


def _meeting(town: Town, citizen: uuid.UUID, meeting: Life) -> None:
    language = service.person(citizen).language
    appointments.book(
        citizen=citizen,
        kind=meeting["kind"],
        track=meeting["track"],
        starts_at=appointments.at_danish_time(_weekday_after(meeting["days"]), meeting["at"]),
        minutes=meeting["minutes"],
        title=meeting["title"],
        owner=town.people[meeting["staff"]],
        form=meeting["form"],
        place=meeting.get("place"),
        directions=meeting.get("directions"),
        interpreter_language=None if language == SOURCE else language,
        interpreter_state=None if language == SOURCE else "booked",
        visible_to=_told_to(meeting),
        actor=town.actor(meeting["staff"]),
    )


def _enrol(town: Town, citizen: uuid.UUID, life: Life) -> None:
    staff = life["programme_staff"]
    programmes.enrol(
        citizen=citizen,
        programme_id=life["programme"],
        starts_on=_monday(life["weeks_ago"]),
        unit=town.unit_of(town.actor(staff).role),
        staff=town.people[staff],
        others={town.actor(other).role: town.people[other] for other in life.get("programme_others", ())},
        run=_group(town, life) if life.get("in_a_group") else None,
        actor=town.actor(staff),
    )
    appointments.interpreters_booked(citizen=citizen, actor=town.actor(staff))


def _group(town: Town, life: Life) -> uuid.UUID:
    """The group of this programme, led by whoever is responsible for it."""
    leader, programme = life["programme_staff"], life["programme"]
    known = [one.id for one in groups.led_by(town.people[leader]) if one.programme_id == programme]
    return (
        known[0]
        if known
        else groups.start(
            programme_id=programme,
            starts_on=_monday(life["weeks_ago"]),
            capacity=20,
            leader=town.people[leader],
            actor=town.actor(leader),
        )
    )


def _told_to(part: Life) -> str:
    return "health" if part.get("private") else "all"


def _monday(weeks_ago: int) -> date:
    today = clock.today()
    return today - timedelta(days=today.weekday(), weeks=weeks_ago)


def _weekday_after(days: int) -> date:
    day = clock.today() + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > FRIDAY else day
