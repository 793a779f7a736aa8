"""The sharing page with all kinds of fact: to whom, what was in it, where it is, and the buttons that send or undo."""

import re

import pytest
from flask.testing import FlaskClient

from companion.sync import service as sync
from companion.sync import told
from tests.clock import FrozenClock
from tests.people import signed_in
from tests.sync.facts import World, a_world, let_go, sent


@pytest.fixture
def world(client: FlaskClient) -> World:
    made = a_world()
    signed_in(client, made.selam)
    client.set_cookie("companion_language", "da")
    return made


def states(world: World) -> dict[str, str]:
    return {fact.what: str(fact.state) for fact in sync.shared_with(world.selam.id)}


def test_it_works(client: FlaskClient, world: World, clock: FrozenClock) -> None:
    let_go(world)
    sent(clock)
    html = client.get("/me/sharing").get_data(as_text=True)
    assert set(states(world).values()) == {"delivered"}
    assert html.count("state") >= 0 and len(re.findall(r"<li>", html.partition('id="sent"')[2])) == 6


def test_she_sends_her_plan_and_takes_it_back(client: FlaskClient, world: World) -> None:
    assert 'action="/me/sharing/plan"' in client.get("/me/sharing").get_data(as_text=True)
    assert client.post("/me/sharing/plan").status_code == 303
    assert states(world) == {told.PLAN: "waiting"}
    (fact,) = sync.shared_with(world.selam.id)
    assert client.post(f"/me/sharing/{fact.release_id}/undo").status_code == 303
    assert states(world) == {told.PLAN: "dropped"}


def test_she_sends_her_answers_once(client: FlaskClient, world: World) -> None:
    assert client.post("/me/sharing/answers").status_code == 303
    assert states(world) == {told.ANSWERS: "waiting"}
    assert 'action="/me/sharing/answers"' not in client.get("/me/sharing").get_data(as_text=True)
    assert client.post("/me/sharing/answers").status_code == 409


def test_without_a_yes_nothing_is_sent(client: FlaskClient, world: World) -> None:
    for kind in (told.PLAN, told.ANSWERS):
        world.withdraw(kind)
    assert client.post("/me/sharing/plan").status_code == 409
    assert client.post("/me/sharing/answers").status_code == 409
    assert states(world) == {}


def test_nobody_undoes_for_another(client: FlaskClient, world: World) -> None:
    client.post("/me/sharing/plan")
    (fact,) = sync.shared_with(world.selam.id)
    other = a_world()
    assert signed_in(client, other.selam).post(f"/me/sharing/{fact.release_id}/undo").status_code == 404
