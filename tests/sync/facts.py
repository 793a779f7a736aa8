"""Selam, who shares everything that can be shared, with canary words in everything that cannot."""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from companion.appointments import service as appointments
from companion.caseload import service as caseload
from companion.checkins import service as checkins
from companion.consent import service as consent
from companion.consent.texts import consent_text
from companion.plan import goals, own_words
from companion.plan import service as plans
from companion.plan.goals import NewGoal
from companion.sync import service as sync
from companion.sync import told
from companion.sync.allow_list import ALLOWED, PURPOSES
from tests.appointments.made import a_meeting
from tests.checkins.rated import rates, shows
from tests.clock import FrozenClock
from tests.concerns.worried import worries
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, approved, staff
from tests.sync.sharing import SECRET, RecordingGateway, a_reading, ends_a_yes

EMPLOYMENT = tuple(kind for kind, line in ALLOWED.items() if line.unit_kind == "employment")
HEALTH = tuple(kind for kind, line in ALLOWED.items() if line.unit_kind == "health")


@dataclass(frozen=True)
class World:
    """A citizen, her caseworker and her coordinator with their units, and what she has."""

    selam: Somebody
    kim: Somebody
    hanne: Somebody
    reading: uuid.UUID
    rating: uuid.UUID
    meeting: uuid.UUID
    goal: uuid.UUID
    consents: dict[str, uuid.UUID]

    def withdraw(self, kind: str) -> None:
        """She takes the yes for this kind of fact back, and has it taken out."""
        actor = self.selam.actor
        consent.withdraw(consent_id=self.consents[kind], actor=actor)
        sync.ask_removal(consent_id=self.consents[kind], actor=actor)


def a_world(*, body: str = "fhir", address: Callable[[uuid.UUID], str] | None = None) -> World:
    """Two units with a receiver each that takes everything; nothing has been let go yet."""
    selam = a_citizen("ar", name="Kanarie Navn")
    kim, hanne = _there_for(selam, "caseworker"), _there_for(selam, "health-coordinator")
    consents = {}
    for kind, line in ALLOWED.items():
        unit = kim.unit if line.unit_kind == "employment" else hanne.unit
        assert unit is not None
        consents[kind] = says_yes_to(selam, unit, line.purpose)
    for unit in (kim.unit, hanne.unit):
        assert unit is not None
        sync.add_receiver(
            unit=unit,
            address=address(unit) if address else "" if body == "page" else f"https://cases.example.dk/{unit}",
            secret=SECRET,
            purposes=sorted(PURPOSES),
            body=body,
            actor=MADE_BY,
        )
    return World(selam, kim, hanne, *_things(selam, kim, hanne), consents)


def says_yes_to(citizen: Somebody, unit: uuid.UUID, purpose: str) -> uuid.UUID:
    """Her consent for one purpose to one unit."""
    approved(unit, purpose=purpose)
    text = consent_text(purpose, "da")
    assert text is not None
    return consent.give(purpose=purpose, unit=unit, language="da", text_version=text.version, actor=citizen.actor)


def let_go(world: World) -> None:
    """She does everything that lets something leave: once each."""
    selam = world.selam
    sync.release(reading_id=world.reading, actor=selam.actor)
    sync.release(reading_id=world.reading, what=told.ANSWERS, actor=selam.actor)
    plan = plans.for_citizen(selam.id)
    assert plan is not None
    sync.send_plan(plan_id=plan.id, actor=selam.actor)
    shows(selam, world.rating, world.consents[told.INDICATORS], words=True)
    appointments.confirm(appointment_id=world.meeting, actor=selam.actor)
    worries(selam, own="Egne ord til sundhed")


def sent(clock: FrozenClock, gateway: RecordingGateway | None = None, *, ends: bool = False) -> list[dict[str, Any]]:
    """What leaves once the time to undo is over, as JSON; with `ends` also that a yes is over."""
    used = gateway or RecordingGateway()
    sync.take_facts()
    clock.move(timedelta(hours=1))
    sync.take_facts()
    sync.drain(gateway=used, slots=1)
    bodies = [json.loads(letter.body) for letter in used.letters]
    return [body for body in bodies if ends or not ends_a_yes(body)]


def kinds(bodies: Sequence[dict[str, Any]]) -> list[str]:
    """The first resource of each bundle, or the type of each event."""
    return sorted(str(one["type"]) if "specversion" in one else _first(one) for one in bodies)


def to_health(body: dict[str, Any]) -> bool:
    """Whether this body is one that only a health unit may have."""
    return kinds([body])[0] in {
        "QuestionnaireResponse",
        "Task",
        "companion.fact.check-in-answers",
        "companion.fact.concern",
    }


def _first(bundle: dict[str, Any]) -> str:
    return str(bundle["entry"][0]["resource"]["resourceType"])


def _there_for(citizen: Somebody, role: str) -> Somebody:
    unit = a_unit("employment" if role == "caseworker" else "health")
    found = staff(role, unit, name="Kanarie Medarbejder")
    assert found.unit is not None
    caseload.relate(
        citizen=citizen.id,
        staff=found.id,
        role=role,
        unit=found.unit,
        responsible=role == "caseworker",
        actor=MADE_BY,
    )
    return found


def _things(selam: Somebody, kim: Somebody, hanne: Somebody) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID, uuid.UUID]:
    words = {"da": "Kanarie formål", "ar": "كناري"}
    assert kim.unit is not None
    plans.start(citizen=selam.id, purpose=words, unit=kim.unit, actor=MADE_BY)
    goal = goals.add(
        citizen=selam.id,
        goal=NewGoal({"da": "Kanarie mål"}, status="under-way", visible_to="all"),
        actor=hanne.actor,
    )
    goals.add(citizen=selam.id, goal=NewGoal({"da": "Kanarie skjult"}, visible_to="health"), actor=hanne.actor)
    own_words.say(line_id=goal, words="Kanarie egne ord", shown=True, actor=selam.actor)
    reading = a_reading(selam, (5, 4, 3, 2, 1), language="ar")
    checkins.open_result(reading_id=reading, actor=selam.actor)
    rating = rates(selam, own_words="Kanarie i vurdering", health=2, network=4)
    rates(kim, selam, own_words="Kanarie fra Kim", health=5)
    meeting = a_meeting(
        selam,
        kim,
        title={"da": "Kanarie møde"},
        place={"da": "Kanarie sted"},
        interpreter_language="ar",
        visible_to="all",
    )
    return reading, rating, meeting, goal
