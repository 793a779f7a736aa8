"""A made-up installation inside the process: a citizen, the people around her, and what their pages need to be full.

A translator sees there where a wording stands on pages that are somebody's own. Nobody in it exists; it is made on
first use in a temporary file, its clock stands still, and nothing of it reaches the real database.
"""

import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from companion.accounts import rules, service, sign_in
from companion.accounts.service import Hours
from companion.accounts.sign_in import Me
from companion.appointments import service as appointments
from companion.caseload import service as caseload
from companion.foundation import clock, runtime
from companion.foundation.audit import Actor
from companion.foundation.database import Base, Database
from companion.foundation.runtime import Runtime
from companion.language.table import SOURCE
from companion.plan import service as plans
from companion.plan.kinds import CARD_KINDS, WAITING
from companion.plan.known import Letter, Wait
from companion.plan.rules import DECISION
from companion.programmes import service as programmes

SYSTEM = Actor(None, "system")
HOURS = Hours(time(9), time(15))
PHONE = "72 00 00 00"
COURSE = "toender-diabetes"
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Sample:
    """The made-up installation, and whose pages are read in it: by role."""

    ground: Runtime
    folder: tempfile.TemporaryDirectory[str]  # goes with the process
    readers: dict[str, Me]
    citizen: uuid.UUID


@dataclass(frozen=True)
class _StandsStill:
    moment: datetime

    def now(self) -> datetime:
        return self.moment


@contextmanager
def entered() -> Iterator[Sample]:
    """Inside, everything is read from the made-up installation."""
    with _ONE_AT_A_TIME:
        found = _made(runtime.current().config.key_file)
    with runtime.bound(found.ground):
        yield found


@cache
def _made(_key_file: Path) -> Sample:
    here, folder = runtime.current(), tempfile.TemporaryDirectory(prefix="companion-sample-")
    url = f"sqlite:///{folder.name}/sample.db"
    config = here.config.model_copy(update={"database_url": url})
    ground = replace(here, config=config, clock=_StandsStill(here.clock.now()), database=Database(url))
    Base.metadata.create_all(ground.database.engine)
    with runtime.bound(ground):
        citizen = service.add_person(name="Sara Holm", language="da", phone="20 00 00 00")
        service.give_role(person=citizen, role=rules.CITIZEN, actor=SYSTEM)
        readers = {role: _works_with(citizen, role) for role in ("caseworker", "therapist", "health-coordinator")}
        _fill(citizen, readers)
        readers[rules.CITIZEN] = _me(citizen)
    return Sample(ground, folder, readers, citizen)


def _works_with(citizen: uuid.UUID, role: str) -> Me:
    kind = rules.EMPLOYMENT_UNIT if role in rules.EMPLOYMENT_ROLES else rules.HEALTH_UNIT
    unit = service.add_unit(kind=kind, name={"da": "Afdelingen"}, phone=PHONE)
    person = service.add_person(name="Kim Dahl", language="da")
    service.give_role(person=person, role=role, unit=unit, phone=PHONE, hours=HOURS, actor=SYSTEM)
    responsible = role == "caseworker"
    caseload.relate(citizen=citizen, staff=person, role=role, unit=unit, responsible=responsible, actor=SYSTEM)
    return _me(person)


def _me(person: uuid.UUID) -> Me:
    found = sign_in.who(sign_in.sign_in(person=person, own_phone=True, method="passkey"))
    assert found is not None  # noqa: S101 - signed in one line above
    return found


def _fill(citizen: uuid.UUID, readers: dict[str, Me]) -> None:
    """A plan with every kind of card, a meeting of each kind, the eight weeks and the questions about well-being."""
    worker, coordinator = readers["caseworker"], readers["health-coordinator"]
    today = clock.today()
    plans.start(citizen=citizen, purpose={SOURCE: "Et arbejde, der passer."}, unit=_unit(worker), actor=SYSTEM)
    _offer(citizen, worker, today)
    for kind in (DECISION, "agreed", "invitation"):
        _meet(citizen, worker, kind)
    programmes.enrol(
        citizen=citizen,
        programme_id=COURSE,
        starts_on=today,
        unit=_unit(coordinator),
        staff=coordinator.person_id,
        actor=SYSTEM,
    )


def _offer(citizen: uuid.UUID, worker: Me, today: date) -> None:
    for kind in CARD_KINDS:
        plans.add_card(
            citizen=citizen,
            owner=worker.person_id,
            kind=kind,
            track="job",
            title={SOURCE: "Et tilbud"},
            why={SOURCE: "Det talte I om."},
            letter=Letter(today, "123") if kind == DECISION else None,
            wait=Wait({SOURCE: "Din læge"}, worker.person_id, today, today) if kind == WAITING else None,
            actor=SYSTEM,
        )


def _meet(citizen: uuid.UUID, worker: Me, kind: str) -> None:
    appointments.book(
        citizen=citizen,
        owner=worker.person_id,
        kind=kind,
        track="job",
        starts_at=clock.now() + timedelta(days=2),
        minutes=45,
        title={SOURCE: "Et møde"},
        form="person",
        place={SOURCE: "Indgang B"},
        interpreter_language="ar",
        actor=SYSTEM,
    )


def _unit(staff: Me) -> uuid.UUID:
    assert staff.unit_id is not None  # noqa: S101 - staff has a unit
    return staff.unit_id
