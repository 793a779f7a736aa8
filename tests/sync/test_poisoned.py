"""One fact that cannot be passed on stops no other: it is marked, logged by place alone, and an operator sees it."""

import logging

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from companion.appointments import service as appointments
from companion.cli.doctor import _deliveries
from companion.foundation import journal
from companion.foundation.database import reading
from companion.foundation.logs import JsonLines
from companion.foundation.runtime import Runtime
from companion.sync import following, told
from companion.sync import service as sync
from companion.sync.records import Release
from companion.worker import dispatch as worker
from tests.clock import FrozenClock
from tests.people import MADE_BY, signed_in, staff
from tests.sync.facts import World, a_world
from tests.sync.sharing import deliveries

REALLY = following.follow
SECRET_WORDS = "Egne ord, som ingen skal se"


def poisoned(session: Session, fact: journal.Fact) -> None:
    """It writes first, as the real one may, and then fails over something she wrote."""
    REALLY(session, fact)
    raise KeyError(SECRET_WORDS)


@pytest.fixture
def world(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> World:
    """Her yes to a meeting cannot be passed on; her number can, and was let go after it."""
    made = a_world()
    appointments.confirm(appointment_id=made.meeting, actor=made.selam.actor)
    sync.release(reading_id=made.reading, actor=made.selam.actor)
    monkeypatch.setattr(following, "follow", poisoned)
    return made


def test_it_works(engine: str, world: World, clock: FrozenClock) -> None:
    assert worker.take_facts() >= 2
    assert [one.kind for one in deliveries()] == ["reading.released"] and journal.failed() == 1
    assert worker.take_facts() == 0  # it is not tried again and again


def test_what_it_had_begun_to_write_is_undone(engine: str, world: World) -> None:
    worker.take_facts()
    with reading() as db:
        assert [row.kind for row in db.execute(select(Release.kind))] == [told.WHO5]


def test_the_log_says_where_and_nothing_of_her(engine: str, world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "companion.journal"):
        worker.take_facts()
    (record,) = caplog.records
    line = JsonLines().format(record)
    assert '"fault": "KeyError"' in line and "test_poisoned.py" in line
    assert "Egne ord" not in line and str(world.selam.id) not in line and str(world.meeting) not in line


def test_an_operator_sees_it_and_has_it_taken_again(
    world: World, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.take_facts()
    assert not _deliveries()[0] and "companion_facts_failed 1" in client.get("/metrics").text
    ole = signed_in(client, staff("administrator"))
    assert "Noget venter" in ole.get("/admin").text and "1 ting kunne ikke" in ole.get("/admin/receivers").text
    assert worker.take_failed(actor=MADE_BY) == 0 and journal.failed() == 1
    monkeypatch.setattr(following, "follow", REALLY)
    assert worker.take_failed(actor=MADE_BY) == 1 and journal.failed() == 0
    assert sorted(one.kind for one in deliveries()) == ["reading.released"]
    assert worker.take_facts() == 1 and len(deliveries()) == 2  # what it tells is itself a fact


def test_trouble_of_the_database_is_nobodys_fault(engine: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole round is undone and comes again."""

    def locked(_session: Session, _fact: journal.Fact) -> None:
        raise OperationalError("locked", {}, Exception())

    monkeypatch.setattr(following, "follow", locked)
    with pytest.raises(OperationalError):
        worker.take_facts()
    assert journal.failed() == 0 and not deliveries()
    monkeypatch.setattr(following, "follow", REALLY)
    worker.take_facts()
    assert len(deliveries()) == 2
