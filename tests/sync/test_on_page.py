"""`/desk/facts`: a unit without a system reads what is shared; reading is delivery, and the citizen sees the look."""

import csv
import io
import uuid

import pytest
from flask.testing import FlaskClient

from companion.caseload import service as caseload
from companion.foundation import audit
from companion.foundation.runtime import Runtime
from companion.sync import on_page, operating, previewing, told
from companion.sync import service as sync
from companion.sync.releases import RELEASED
from tests.clock import FrozenClock
from tests.people import MADE_BY, signed_in, staff
from tests.sync.facts import World, a_world, let_go, sent
from tests.sync.sharing import SECRET, deliveries


@pytest.fixture
def world(client: FlaskClient, clock: FrozenClock) -> World:
    made = a_world(body="page")
    let_go(made)
    assert sent(clock) == []  # nobody is called
    return made


def test_it_works(client: FlaskClient, world: World) -> None:
    html = signed_in(client, world.kim).get("/desk/facts").get_data(as_text=True)
    assert "60 af 100" in html and "Familie, venner og andre" in html and "I gang" in html
    assert "Kanarie mål" not in html
    states = {fact.what: str(fact.state) for fact in sync.shared_with(world.selam.id)}
    assert states[told.WHO5] == states[told.PLAN] == "delivered"
    assert states[told.ANSWERS] == "waiting"  # the health unit has not looked
    assert "read.facts" in [line.event for line in audit.lines_about(world.selam.id)]


def test_the_file_of_the_day(client: FlaskClient, world: World) -> None:
    answer = signed_in(client, world.kim).get("/desk/facts.csv")
    lines = answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert lines[0].startswith("citizen;kind;day")
    assert "Kanarie Navn;who5-index;2026-11-22;who5-index;60;citizen;who5;1998;;;;" in lines
    assert (answer.headers["Cache-Control"], answer.mimetype) == ("no-store", "text/csv")


def test_a_preview_shows_the_lines_of_the_page(client: FlaskClient, world: World) -> None:
    shown = [one.body.decode() for one in previewing.preview(citizen=world.selam.id, actor=MADE_BY) if one.body]
    file = signed_in(client, world.kim).get("/desk/facts.csv").get_data(as_text=True)
    there, previews = rows_of(file.removeprefix("\ufeff")), [row for one in shown for row in rows_of(one)]
    assert sorted(row for row in previews if row in there) == sorted(there)
    assert {row[1] for row in previews if row not in there} == {told.ANSWERS, told.CONCERN}


def rows_of(file: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file, newline=""), delimiter=";"))[1:]


def test_after_a_withdrawal_it_is_gone_at_the_next_look(client: FlaskClient, world: World) -> None:
    world.withdraw(told.WHO5)
    assert "60 af 100" not in signed_in(client, world.kim).get("/desk/facts").get_data(as_text=True)


def test_only_for_citizens_one_is_there_for(client: FlaskClient, world: World) -> None:
    colleague = staff("caseworker", world.kim.unit, name="Mads Lund")
    html = signed_in(client, colleague).get("/desk/facts").get_data(as_text=True)
    assert "Kanarie" not in html and "Ingen af dine borgere" in html
    assert not caseload.charges_of(colleague.id)


def a_page(purposes: list[str], clock: FrozenClock) -> tuple[World, uuid.UUID]:
    """A unit with a system of its own and a page beside it, and everything let go."""
    world = a_world()
    assert world.kim.unit is not None
    page = sync.add_receiver(
        unit=world.kim.unit, address="", secret=SECRET, purposes=purposes, body="page", actor=MADE_BY
    )
    let_go(world)
    sent(clock)
    return world, page


def test_a_page_shows_only_what_it_was_added_for(runtime: Runtime, clock: FrozenClock) -> None:
    world, page = a_page(["who5-index"], clock)
    assert {one.told.kind for one in on_page.shared_with_me(actor=world.kim.actor)} == {told.WHO5}
    assert {one.kind for one in deliveries() if one.receiver_id == page and one.outcome == "delivered"} == {RELEASED}


def test_a_page_on_pause_shows_nothing_and_delivers_nothing(client: FlaskClient, world: World) -> None:
    page = next(one.id for one in sync.receivers() if one.unit_id == world.kim.unit)
    operating.pause(receiver_id=page, actor=MADE_BY)
    html = signed_in(client, world.kim).get("/desk/facts").get_data(as_text=True)
    assert "sat på pause" in html and "60 af 100" not in html and "Ingen af dine" not in html
    assert not [one for one in deliveries() if one.outcome == "delivered"]
    sync.resume(receiver_id=page, actor=MADE_BY)
    assert "60 af 100" in client.get("/desk/facts").get_data(as_text=True)


def test_a_unit_with_a_system_has_no_page(client: FlaskClient) -> None:
    made = a_world()
    assert signed_in(client, made.kim).get("/desk/facts").status_code == 404
    assert "/desk/facts" not in client.get("/desk").get_data(as_text=True)
