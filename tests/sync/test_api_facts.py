"""The pull door: what was let go is fetched, acknowledged, and never handed out without a live consent."""

import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.appointments import service as appointments
from companion.plan import contesting, lines
from companion.plan import service as plans
from companion.sync import api_clients, api_facts, draining
from companion.sync import service as sync
from companion.sync.api_clients import KnownClient, NewClient
from companion.sync.inbound_faults import Faulty
from companion.sync.records import Delivery
from tests.clock import FrozenClock
from tests.people import MADE_BY, a_citizen, a_unit
from tests.sync.facts import World, a_world
from tests.sync.outside import Caller, an_outside
from tests.sync.sharing import RecordingGateway, Sharing, a_reading, deliveries, only_delivery, says_yes

pytestmark = pytest.mark.usefixtures("runtime")


def a_collector() -> tuple[KnownClient, Sharing]:
    """A system that fetches, and a citizen who shares with its unit."""
    unit, citizen = a_unit(), a_citizen()
    client_id, _secret = api_clients.add(NewClient(unit, "KY", ["facts"]), actor=MADE_BY)
    client = api_clients.by_id(client_id)
    assert client is not None
    return client, Sharing(citizen, unit, says_yes(citizen, unit), a_reading(citizen))


def leave(clock: FrozenClock) -> None:
    """The hour to undo is over, and the worker has been there."""
    sync.take_facts()
    clock.move(timedelta(hours=1, seconds=1))


def test_it_works(engine: str, clock: FrozenClock) -> None:
    client, sharing = a_collector()
    sharing.release()
    sync.take_facts()
    assert not api_facts.page(client, None).facts
    leave(clock)
    page = api_facts.page(client, None)
    (fact,) = page.facts
    assert fact["body"]["resourceType"] == "Bundle" and page.next is None
    assert sharing.state() == "not-delivered-yet"
    told = api_facts.acknowledge(client, [uuid.UUID(fact["id"]), uuid.uuid4()])
    assert [one["status"] for one in told] == [200, 404]
    assert sharing.state() == "delivered" and not api_facts.page(client, None).facts


def test_nobody_posts_to_a_system_that_fetches(engine: str, clock: FrozenClock) -> None:
    _client, sharing = a_collector()
    sharing.release()
    leave(clock)
    gateway = RecordingGateway()
    assert not draining.drain(gateway=gateway, slots=1) and not gateway.letters and sync.next_moment() is None


def test_what_is_not_acknowledged_comes_again(engine: str, clock: FrozenClock) -> None:
    client, sharing = a_collector()
    sharing.release()
    leave(clock)
    first, second = api_facts.page(client, None).facts, api_facts.page(client, None).facts
    assert first == second and only_delivery().attempts == 2


def test_a_withdrawal_before_the_fetch_holds_it_back(engine: str, clock: FrozenClock) -> None:
    client, sharing = a_collector()
    sharing.release()
    leave(clock)
    sharing.withdraw()
    assert not api_facts.page(client, None).facts and only_delivery().outcome == "dropped"


def test_a_withdrawal_after_the_fetch_says_that_it_was_on_its_way(engine: str, clock: FrozenClock) -> None:
    client, sharing = a_collector()
    sharing.release()
    leave(clock)
    (fact,) = api_facts.page(client, None).facts
    sharing.withdraw()
    assert not api_facts.page(client, None).facts and sharing.state() == "was-on-its-way"
    assert api_facts.acknowledge(client, [uuid.UUID(fact["id"])])[0]["status"] == 409


def test_a_cursor_walks_on_and_is_nobody_elses(
    engine: str, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_facts, "FACTS_A_PAGE", 1)
    client, sharing = a_collector()
    sharing.release()
    leave(clock)
    page = api_facts.page(client, None)
    assert len(page.facts) == 1 and page.next is not None
    assert not api_facts.page(client, page.next).facts
    other, _sharing = an_outside(name="Andet").client, None
    for cursor in (page.next, "x", "é", page.next[:-2]):
        with pytest.raises(Faulty):
            api_facts.page(other, cursor)


def test_another_system_of_the_unit_sees_its_own_deliveries_only(engine: str, clock: FrozenClock) -> None:
    client, sharing = a_collector()
    sharing.release()
    leave(clock)
    (fact,) = api_facts.page(client, None).facts
    stranger = an_outside(name="Andet").client
    assert not api_facts.page(stranger, None).facts
    assert api_facts.acknowledge(stranger, [uuid.UUID(fact["id"])])[0]["status"] == 404


def fetching(world: World, body: str = "fhir") -> KnownClient:
    """A system of her caseworker's unit that fetches, beside the one that is posted to."""
    assert world.kim.unit is not None
    made, _secret = api_clients.add(NewClient(world.kim.unit, "KY", ["facts"], body=body), actor=MADE_BY)
    client = api_clients.by_id(made)
    assert client is not None
    return client


def of(client: KnownClient) -> Delivery:
    (found,) = (one for one in deliveries() if one.receiver_id == client.receiver_id)
    return found


def test_what_she_contests_waits_an_hour_and_comes_when_it_is_answered(engine: str, clock: FrozenClock) -> None:
    world = a_world()
    client, plan = fetching(world), plans.for_citizen(world.selam.id)
    assert plan is not None
    sync.send_plan(plan_id=plan.id, actor=world.selam.actor)
    leave(clock)
    found = lines.of(world.selam.id, plan.id)
    contest = contesting.contest(found.line, words="", language="ar", actor=world.selam.actor)
    assert not api_facts.page(client, None).facts
    assert (of(client).outcome, of(client).reason, of(client).attempts) == (None, "contested", 0)
    contesting.answer(contest_id=contest, words="Det er rettet.", actor=world.kim.actor)
    assert not api_facts.page(client, None).facts
    clock.move(draining.CONTESTED_WAIT)
    assert len(api_facts.page(client, None).facts) == 1


def test_what_she_took_back_before_the_fetch_falls(engine: str, clock: FrozenClock) -> None:
    """Also when the worker has not heard of it yet."""
    world = a_world()
    client = fetching(world)
    appointments.confirm(appointment_id=world.meeting, actor=world.selam.actor)
    leave(clock)
    appointments.decline(appointment_id=world.meeting, actor=world.selam.actor)
    assert not api_facts.page(client, None).facts
    assert (of(client).outcome, of(client).reason) == ("dropped", "no-longer-shared")


def test_a_system_may_fetch_cloudevents(engine: str, clock: FrozenClock) -> None:
    world = a_world()
    client = fetching(world, "cloudevents")
    sync.release(reading_id=world.reading, actor=world.selam.actor)
    leave(clock)
    (fact,) = api_facts.page(client, None).facts
    assert fact["body"]["specversion"] == "1.0" and fact["body"]["type"] == "companion.fact.who5-index"


def test_the_doors(client: FlaskClient) -> None:
    call = Caller(client, an_outside().token())
    assert call("GET", "/facts").get_json() == {"facts": [], "next": None}
    assert call("GET", "/facts?cursor=x").status_code == 422
    assert call("POST", "/facts/ack", {"ids": ["x"]}).status_code == 422
    assert call("POST", "/facts/ack", {"ids": [str(uuid.uuid4())]}).get_json()["outcomes"][0]["status"] == 404
