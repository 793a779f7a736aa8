"""What an operator is told is late: what we post or write to a file; never what waits for somebody else."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from companion.foundation.runtime import Runtime
from companion.sync import again, api_clients, operating, overdue
from companion.sync import service as sync
from companion.sync.allow_list import PURPOSES
from companion.sync.api_clients import NewClient
from companion.sync.rules import Answer
from tests.clock import FrozenClock
from tests.people import MADE_BY, a_citizen, a_unit, signed_in, staff
from tests.sync.facts import a_world
from tests.sync.sharing import SECRET, RecordingGateway, Sharing, a_reading, a_receiver, says_yes, sharing


def late() -> tuple[int, int]:
    """As the doctor counts and as administrators and metrics do."""
    return overdue.overdue(), sum(one.late for one in overdue.waiting().values())


def due(clock: FrozenClock, shared: Sharing) -> None:
    shared.release()
    sync.take_facts()
    clock.move(timedelta(hours=2))


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    due(clock, sharing())
    assert late() == (1, 1)
    sync.drain(gateway=RecordingGateway(), slots=1)
    assert late() == (0, 0)


def test_what_others_fetch_or_read_is_never_late(client: FlaskClient, clock: FrozenClock) -> None:
    world = a_world()
    unit = world.kim.unit
    assert unit is not None
    api_clients.add(NewClient(unit, "KY", ["facts"]), actor=MADE_BY)
    sync.add_receiver(unit=unit, address="", secret=SECRET, purposes=sorted(PURPOSES), body="page", actor=MADE_BY)
    sync.release(reading_id=world.reading, actor=world.selam.actor)
    sync.take_facts()
    clock.move(timedelta(days=3))
    sync.drain(gateway=RecordingGateway(), slots=1)
    assert late() == (0, 0)
    assert "Noget venter" not in signed_in(client, staff("administrator")).get("/admin").text


def test_a_file_is_late_after_a_night_without_it(runtime: Runtime, clock: FrozenClock, tmp_path: Path) -> None:
    unit, citizen = a_unit(), a_citizen()
    sync.add_receiver(
        unit=unit, address=str(tmp_path), secret=SECRET, purposes=["who5-index"], body="csv", actor=MADE_BY
    )
    due(clock, Sharing(citizen, unit, says_yes(citizen, unit), a_reading(citizen)))
    assert late() == (0, 0)
    clock.move(timedelta(days=1, hours=2))
    assert late() == (1, 1)


@pytest.mark.parametrize("shut", [operating.pause, operating.end])
def test_what_waits_for_a_paused_receiver_is_not_late(shut: object, runtime: Runtime, clock: FrozenClock) -> None:
    due(clock, sharing())
    assert callable(shut)
    shut(receiver_id=sync.receivers()[0].id, actor=MADE_BY)
    assert late() == (0, 0)


def test_an_ended_receiver_needs_nobody_and_is_redriven_by_nobody(runtime: Runtime, clock: FrozenClock) -> None:
    shared = sharing()
    other = a_receiver(shared.unit, "https://other.example.dk/in")
    due(clock, shared)
    sync.drain(gateway=RecordingGateway([Answer(409, "http-409", arrived=False)] * 2), slots=1)
    assert sum(one.held for one in overdue.waiting().values()) == 2
    operating.end(receiver_id=other, actor=MADE_BY)
    assert sum(one.held for one in overdue.waiting().values()) == 1
    assert again.redrive(actor=MADE_BY) == 1
