"""The groups of the demo: others who take part, a roll that was called, who shows herself, and a note that waits."""

import uuid
from datetime import date, timedelta

from companion.accounts import rules, service
from companion.caseload import service as caseload
from companion.cli.demo_town import INSTALLER, Town
from companion.foundation import clock
from companion.foundation.audit import Actor
from companion.language.table import SOURCE
from companion.plan import service as plans
from companion.programmes import attendance, fellows, groups, status_notes
from companion.programmes import service as programmes
from companion.programmes.groups import KnownRun

LEADERS = ("health-coordinator", "therapist")
OTHERS = {  # programme → who else is in its group, with what some of them show the others
    "toender-diabetes": {"Yusuf Kareem": "Jeg laver gode linser.", "Halyna Bondar": "", "Semira Haile": ""},
    "kolding-sund-paa-tvaers": {"Kim Bak": "Jeg går tur med en hund.", "Anne Juhl": "", "Bo Lind": "", "Eva Toft": ""},
}
SHOWN_BY = {"citizen-course": ("Amina", "أحب المشي والشاي."), "citizen-wellbeing": ("Lone", "Jeg kan lide at strikke.")}
MISSED_BY = "citizen-course"  # the second week; she is offered to read it after
RETRAINING = "silkeborg-retraining"
LINES = {
    "towards": "At løfte en kasse med begge arme.",
    "how-far": "Armen kan løftes til skulderen.",
    "can-now": "Sidde ved et bord i to timer.",
    "must-wait": "Tunge ting over hovedet.",
    "again-on": "Om fire uger.",
}


def meet(town: Town) -> None:
    """Fill the groups, call the roll of what has been, and let some people show themselves."""
    for leader in LEADERS:
        for run in groups.led_by(town.people[leader]):
            for name, words in OTHERS.get(run.programme_id, {}).items():
                _joins(run, name, words, town.actor(leader))
            _call_rolls(town, run, town.actor(leader))
    for citizen, (name, words) in SHOWN_BY.items():
        fellows.show_myself(first_name=name, own_words=words, actor=town.actor(citizen))
    _note(town)


def _joins(run: KnownRun, name: str, words: str, leader: Actor) -> None:
    person = service.add_person(name=name, language=SOURCE, phone="22 00 00 00")
    service.give_role(person=person, role=rules.CITIZEN, actor=INSTALLER)
    plans.start(citizen=person, purpose={"da": "At få det bedre."}, unit=run.unit_id, actor=INSTALLER)
    programmes.enrol(
        citizen=person,
        programme_id=run.programme_id,
        starts_on=run.starts_on,
        unit=run.unit_id,
        staff=run.leader_id,
        run=run.id,
        actor=leader,
    )
    if words:
        fellows.show_myself(first_name=name.split(maxsplit=1)[0], own_words=words, actor=Actor(person, rules.CITIZEN))


def _call_rolls(town: Town, run: KnownRun, leader: Actor) -> None:
    missed = town.people[MISSED_BY]
    for number, day in enumerate([one for one in run.days if one < clock.today()]):
        states = {
            one.enrolment_id: "absent" if one.citizen_id == missed and number == 1 else "present"
            for one in groups.members(run.id)
        }
        attendance.mark(run_id=run.id, day=day, states=states, actor=leader)


def _note(town: Town) -> None:
    """Somebody who trains an arm has five lines to read first."""
    citizen, therapist = town.people["citizen-retraining"], town.actor("therapist")
    caseload.relate(
        citizen=citizen,
        staff=town.people["therapist"],
        role=therapist.role,
        unit=town.health,
        responsible=False,
        actor=INSTALLER,
    )
    enrolment = _trains(citizen, town, therapist)
    status_notes.write(citizen=citizen, enrolment_id=enrolment, kind="status", lines=LINES, actor=therapist)


def _trains(citizen: uuid.UUID, town: Town, therapist: Actor) -> uuid.UUID:
    today: date = clock.today()
    return programmes.enrol(
        citizen=citizen,
        programme_id=RETRAINING,
        starts_on=today - timedelta(days=today.weekday(), weeks=2),
        unit=town.health,
        staff=town.people["therapist"],
        others={role: town.people[key] for role, key in (("caseworker", "caseworker"),)},
        actor=therapist,
    )
