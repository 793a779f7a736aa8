"""Two municipalities that are alike but for what she does: who lives there, and what is there from the first day."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from companion.accounts import service as accounts
from companion.appointments import service as appointments
from companion.caseload import service as caseload
from companion.consent import case_agreements
from companion.foundation import runtime
from companion.foundation.audit import Actor
from companion.foundation.errors import Refusal
from tests.hostile.doors import Caller, Door
from tests.people import MADE_BY, OFFICE

SHE = "citizen-sick"
CASEWORKER, CONSULTANT, THERAPIST = "caseworker", "consultant", "therapist"
READING, ANOTHER, CALL, ENROLMENT = (uuid.UUID(int=number) for number in (1, 2, 3, 4))
THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
LETTER = {"law": "Lov § 11", "letter_date": date(2026, 11, 16), "letter_reference": "26-1"}
PAGES = ("/", "/help", "/first-aid", "/plan", "/course", "/appointments", "/me", "/me/sharing", "/check-in", "/privacy")


@dataclass(frozen=True)
class Known:
    """The keys of what is there from the first day, the same in both worlds."""

    she: uuid.UUID
    health_meeting: uuid.UUID
    walk: uuid.UUID
    decision: uuid.UUID
    own_question: uuid.UUID
    others_question: uuid.UUID
    health_unit: uuid.UUID
    job_unit: uuid.UUID


@dataclass(frozen=True)
class World:
    """One municipality in which she lives."""

    caller: Caller
    known: Known

    @property
    def she(self) -> Actor:
        """Herself."""
        return Actor(self.known.she, "citizen")

    def staff(self, key: str) -> Actor:
        """A member of staff, by demo person."""
        return Actor(self.caller.people[key], key)

    def asks(self, path: str, method: str = "GET", **form: str) -> None:
        """She opens a page, or sends a form."""
        assert self.caller.call(SHE, Door(method, path), path, data=form or None).status_code < 500


Verb = Callable[[World], None]


@contextmanager
def living(caller: Caller) -> Iterator[None]:
    """Inside, services act in this world; a refusal is a step that led nowhere."""
    with runtime.bound(caller.ground), suppress(Refusal):
        yield


def prepare(caller: Caller) -> Known:
    """Before the first day: two employment roles with a relation, meetings of three kinds, and questions."""
    people = caller.people
    job, health = accounts.units_of_kind("employment")[0].id, accounts.units_of_kind("health")[0].id
    she, consultant = people[SHE], people[CONSULTANT]
    caseload.relate(citizen=she, staff=consultant, role="ips-consultant", unit=job, responsible=False, actor=MADE_BY)
    other_unit = accounts.add_unit(kind="employment", name={"da": "Den anden afdeling"}, phone="72 00 00 08")
    elsewhere = accounts.add_person(name="Ulla Berg", language="da")
    accounts.give_role(
        person=elsewhere, role="caseworker", unit=other_unit, phone="72 00 00 08", hours=OFFICE, actor=MADE_BY
    )
    return Known(
        she=she,
        health_meeting=_meeting(she, people[THERAPIST], "offer", 0, visible_to="health"),
        walk=_meeting(she, consultant, "agreed", 2),
        decision=_meeting(she, people[CASEWORKER], "decision", 4),
        own_question=_question(she, people[CASEWORKER], job),
        others_question=_question(she, elsewhere, other_unit),
        health_unit=health,
        job_unit=job,
    )


def _meeting(she: uuid.UUID, owner: uuid.UUID, kind: str, hours: int, visible_to: str = "all") -> uuid.UUID:
    return appointments.book(
        citizen=she,
        owner=owner,
        kind=kind,
        track="health" if visible_to == "health" else "job",
        starts_at=THURSDAY + timedelta(hours=hours),
        minutes=60,
        title={"da": "Samtale"},
        form="person",
        visible_to=visible_to,
        actor=MADE_BY,
    )


def _question(she: uuid.UUID, staff: uuid.UUID, unit: uuid.UUID) -> uuid.UUID:
    asked = case_agreements.Question(what={"da": "Må vi?"}, if_no={"da": "Så afgør vi sagen."}, **LETTER)  # type: ignore[arg-type]
    return case_agreements.ask(citizen=she, question=asked, actor=Actor(staff, "caseworker", unit))
