"""What never leaves, class by class, by every door: posted in both forms, fetched in both, page, file of the night."""

import json
import re
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from companion.checkins import service as checkins
from companion.consent.purposes import PURPOSES
from companion.foundation.runtime import Runtime
from companion.interpreting.teach_back import Said
from companion.nudges import service as nudges  # noqa: F401 - its rows exist; nothing of them is read here
from companion.plan import teach_back
from companion.sync import allow_list, api_clients, facts_csv, nightly, on_page
from companion.sync import service as sync
from companion.sync.api_clients import KnownClient, NewClient
from tests.clock import FrozenClock
from tests.people import MADE_BY
from tests.plan.laid import an_agreed_card
from tests.sync.facts import World, a_world, let_go, sent, to_health
from tests.sync.outside import Caller, a_token
from tests.sync.sharing import RecordingGateway, a_reading

POSTED, FETCHED, FILES = ("fhir", "cloudevents"), ("pull-fhir", "pull-cloudevents"), ("page", "csv")
Fetch = Callable[[World], list[str]]
CLOCK_TIME = re.compile(r"T(\d\d:\d\d)")


@pytest.fixture(params=(*POSTED, *FETCHED, *FILES))
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(runtime: Runtime, form: str, tmp_path: Path) -> World:
    return a_world(body=form.removeprefix("pull-"), address=folder(tmp_path) if form == "csv" else None)


def folder(tmp_path: Path) -> Callable[[uuid.UUID], str]:
    """A folder for each unit."""

    def made(unit: uuid.UUID) -> str:
        (tmp_path / str(unit)).mkdir()
        return str(tmp_path / str(unit))

    return made


@pytest.fixture
def fetch(client: FlaskClient, world: World, form: str, clock: FrozenClock, tmp_path: Path) -> Fetch:
    """Everything that reaches the employment unit by this door, without the names of columns."""
    door = fetching(world, form.removeprefix("pull-")) if form in FETCHED else None

    def arrived(world: World) -> list[str]:
        posted = sent(clock)
        if door is not None:
            return bodies_of(fetched(client, door))
        if form in FILES:
            assert not posted
            return values(tonight(tmp_path / str(world.kim.unit)) if form == "csv" else todays(world))
        return bodies_of([body for body in posted if not to_health(body)])

    return arrived


def fetching(world: World, body: str) -> tuple[KnownClient, str]:
    """A system of the employment unit that fetches, and its secret."""
    assert world.kim.unit is not None
    made, secret = api_clients.add(NewClient(world.kim.unit, "KY", ["facts"], body=body), actor=MADE_BY)
    client = api_clients.by_id(made)
    assert client is not None
    return client, secret


def fetched(web: FlaskClient, door: tuple[KnownClient, str]) -> list[dict[str, Any]]:
    """What the pull door answers over HTTP."""
    return [one["body"] for one in Caller(web, a_token(*door))("GET", "/facts").get_json()["facts"]]


def tonight(unit: Path) -> str:
    """The file that the worker writes."""
    nightly.if_due()
    (file,) = unit.glob("facts-*.csv")
    return file.read_text(encoding="utf-8-sig")


def todays(world: World) -> str:
    """The file that her caseworker takes from the page."""
    return facts_csv.text(on_page.shared_with_me(actor=world.kim.actor))


def values(file: str) -> list[str]:
    return file.splitlines()[1:]


def bodies_of(bodies: Sequence[dict[str, Any]]) -> list[str]:
    return [json.dumps(body, ensure_ascii=False) for body in bodies]


@pytest.fixture
def for_job(world: World, fetch: Fetch) -> str:
    """Everything an employment unit gets when she has let everything go."""
    let_go(world)
    return "\n".join(fetch(world))


def test_it_works(for_job: str) -> None:
    assert for_job.count("network") and "60" in for_job and "under-way" in for_job.replace('"active"', "under-way")


def test_no_single_answer(for_job: str) -> None:
    assert not [link for link in ("happy", "calm", "rested", "interest", "QuestionnaireResponse") if link in for_job]


def test_no_free_text(for_job: str, form: str) -> None:
    said = (
        for_job.replace("Kanarie Navn", "") if form in FILES else for_job
    )  # a file is for those who are there for her
    assert "kanarie" not in said.lower() and "كناري" not in said and "Egne ord" not in said


def test_no_unanswered_or_declined_check_in(world: World, clock: FrozenClock, fetch: Fetch) -> None:
    """Inviting her, or her saying no, changes not one byte of what leaves; nothing of it is a fact."""
    checkins.invite(
        citizen=world.selam.id,
        instrument="who5",
        due_on=clock.now().date(),
        occasion="start",
        actor=world.hanne.actor,
    )
    a_reading(world.selam, open_it=False)
    assert not fetch(world)
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


def test_no_teach_back(world: World, fetch: Fetch) -> None:
    """What she says back of an agreement, and whether it is clear to her: by no door, however much she shares."""
    card = an_agreed_card(world.selam, world.kim)
    teach_back.say(card_id=card, said=Said("again", "others", "Kanarie sagt tilbage", "ar"), actor=world.selam.actor)
    let_go(world)
    leaves = "\n".join(fetch(world)).replace("Kanarie Navn", "").lower()
    assert "60" in leaves and not [one for one in ("kanarie", "teach", "again", "others") if one in leaves]


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


def test_a_reading_she_has_not_opened_stays(world: World) -> None:
    unopened: Any = a_reading(world.selam, open_it=False)
    from companion.sync.releases import NotOpenedYet

    with pytest.raises(NotOpenedYet):
        sync.release(reading_id=unopened, actor=world.selam.actor)
