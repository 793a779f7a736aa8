"""What never leaves, class by class, in every form a body takes: FHIR, CloudEvents, and the page's CSV file.

The pull door hands out the very bodies of `letters.body_of`, so what holds for the first two forms holds for it.
"""

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from companion.checkins import service as checkins
from companion.consent.purposes import PURPOSES
from companion.foundation.runtime import Runtime
from companion.nudges import service as nudges  # noqa: F401 - its rows exist; nothing of them is read here
from companion.sync import allow_list, facts_csv, on_page
from companion.sync import service as sync
from tests.clock import FrozenClock
from tests.sync.facts import World, a_world, let_go, sent, to_health
from tests.sync.sharing import RecordingGateway, a_reading

FORMS = ("fhir", "cloudevents", "csv")
Bodies = Callable[[World], list[str]]
CLOCK_TIME = re.compile(r"T(\d\d:\d\d)")


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(runtime: Runtime, form: str) -> World:
    return a_world(body="page" if form == "csv" else form)


@pytest.fixture
def for_job(world: World, clock: FrozenClock, form: str) -> str:
    """Everything an employment unit gets when she has let everything go."""
    let_go(world)
    return "\n".join(to_employment(world, clock, form))


def to_employment(world: World, clock: FrozenClock, form: str) -> list[str]:
    bodies = sent(clock)
    if form == "csv":
        return [facts_csv.text(on_page.shared_with_me(actor=world.kim.actor))]
    return [json.dumps(body, ensure_ascii=False) for body in bodies if not to_health(body)]


def test_it_works(for_job: str) -> None:
    assert for_job.count("network") and "60" in for_job and "under-way" in for_job.replace('"active"', "under-way")


def test_no_single_answer(for_job: str) -> None:
    assert not [link for link in ("happy", "calm", "rested", "interest", "QuestionnaireResponse") if link in for_job]


def test_no_free_text(for_job: str, world: World) -> None:
    said = for_job.replace("Kanarie Navn", "")  # her name stands in the file of those who are there for her
    assert "kanarie" not in said.lower() and "كناري" not in said and "Egne ord" not in said


def test_no_unanswered_or_declined_check_in(world: World, clock: FrozenClock, form: str) -> None:
    """Inviting her, or her saying no, changes not one byte of what leaves; nothing of it is a fact."""
    checkins.invite(
        citizen=world.selam.id,
        instrument="who5",
        due_on=clock.now().date(),
        occasion="start",
        actor=world.hanne.actor,
    )
    a_reading(world.selam, open_it=False)
    assert not [line for line in to_employment(world, clock, form) if not line.startswith("citizen;kind")]
    assert {"check-in.invited", "check-in.declined"} & set(allow_list.ALLOWED) == set()


def test_no_nudge_reads(for_job: str) -> None:
    assert not [word for word in ("nudge", "read_at", "readAt", "opened", "message") if word in for_job]


def test_no_language(for_job: str) -> None:
    assert not re.search(r'"(language|lang|communication)"|"ar"|;ar;|[؀-ۿ]', for_job)


def test_no_helper(for_job: str, world: World) -> None:
    assert not [
        word for word in ("RelatedPerson", "helper", "trusted", "Practitioner", "Medarbejder") if word in for_job
    ]
    assert str(world.kim.id) not in for_job and str(world.hanne.id) not in for_job


def test_no_interpreter_or_assisted_mark(for_job: str) -> None:
    assert not [
        word for word in ("translator", "interpret", "assisted", "read_aloud", "dataEntered") if word in for_job
    ]


def test_no_time_online(for_job: str) -> None:
    """The only hours are those of the meeting and the midnight that stands for a day."""
    assert set(CLOCK_TIME.findall(for_job)) <= {"00:00", "14:30", "15:30"}


def test_no_key_of_ours(for_job: str, world: World) -> None:
    ours = (world.selam.id, world.reading, world.rating, world.meeting, world.goal, *world.consents.values())
    assert not [one for one in ours if str(one) in for_job]


def test_what_is_hidden_from_employment_is_not_counted(for_job: str) -> None:
    """Her second goal is for health only: neither it nor a gap in a row tells that it is there."""
    assert for_job.count("under-way") + for_job.count('"lifecycleStatus": "active"') == 1


def test_health_gets_answers_and_worry_only(runtime: Runtime, clock: FrozenClock) -> None:
    world, gateway = a_world(), RecordingGateway()
    let_go(world)
    sent(clock, gateway)
    at_health = [one for one in gateway.letters if str(world.hanne.unit) in one.address]
    assert len(at_health) == 2
    assert all(to_health(json.loads(one.body)) for one in at_health)


@pytest.mark.parametrize("kind", allow_list.ALLOWED)
def test_every_line_of_the_list_fits_its_purpose(kind: str) -> None:
    line = allow_list.ALLOWED[kind]
    assert PURPOSES[line.purpose].unit_kind == line.unit_kind


@pytest.mark.parametrize("kind", ["nudge", "check-in-invitation", "language", "interpreter", "attendance", "card"])
def test_what_is_not_on_the_list_has_no_body(kind: str) -> None:
    with pytest.raises(KeyError):
        allow_list.values_of(kind, uuid.uuid4(), citizen=uuid.uuid4(), unit=uuid.uuid4())


def test_a_reading_she_has_not_opened_stays(world: World, clock: FrozenClock, form: str) -> None:
    unopened: Any = a_reading(world.selam, open_it=False)
    from companion.sync.releases import NotOpenedYet

    with pytest.raises(NotOpenedYet):
        sync.release(reading_id=unopened, actor=world.selam.actor)
