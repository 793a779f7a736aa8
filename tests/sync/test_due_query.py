"""What the worker looks for runs on stored, partial indexes, on both databases, however many letters wait or ended."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Select, insert, select

from companion.foundation.database import new_id, reading, transaction
from companion.foundation.journal import Fact
from companion.foundation.runtime import Runtime
from companion.sync import claiming, next_moment, operating
from companion.sync import service as sync
from companion.sync.claiming import CLAIM_EXPIRES
from companion.sync.records import Delivery, Receiver
from tests.clock import FrozenClock
from tests.foundation.explained import plan_of
from tests.people import MADE_BY, a_citizen, a_unit
from tests.sync.sharing import Sharing, a_receiver, sharing

USED = {"oldest due": ["ix_delivery_due"], "next": ["ix_delivery_free", "ix_delivery_under_way"]}
RECEIVERS = 21
TAKEN = ("claim_id", "claimed_at")
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("look", list(USED))
def test_each_look_runs_on_its_index(runtime: Runtime, look: str) -> None:
    _fill(runtime)
    told = plan_of(runtime, _query(runtime, look))
    assert all(index in told for index in USED[look]), told
    assert "TEMP B-TREE" not in told and "Seq Scan on delivery" not in told and "Sort" not in told, told


def _query(runtime: Runtime, look: str) -> Select[Any]:
    now = runtime.clock.now()
    looks: dict[str, Any] = {
        "oldest due": claiming._oldest_due().params(now=now, abandoned=now),
        "next": next_moment._next_of_each(),
    }
    query: Select[Any] = looks[look]
    return query


def _fill(runtime: Runtime) -> None:
    """Mostly ended and not yet due, as an installation is after a while; a few are under way."""
    unit = a_unit("employment")
    places = [a_receiver(unit, f"https://{number}.example.dk/in") for number in range(RECEIVERS)]
    with transaction() as session:
        facts, deliveries = zip(*_rows(runtime, places), strict=True)
        session.execute(insert(Fact), facts)
        session.execute(insert(Delivery), deliveries)


def _rows(runtime: Runtime, places: list[Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    citizen, now = a_citizen().id, runtime.clock.now()
    same = {"citizen_id": citizen, "kind": "reading.released", "subject_id": new_id(), "version": 1}
    for number in range(3000):
        due = now + timedelta(minutes=number - 30)
        fact = {**same, "id": new_id(), "at": due, "dispatched_at": due}
        taken = {"claim_id": new_id(), "claimed_at": now} if number % 500 == 0 else dict.fromkeys(TAKEN)
        moments = {"told_at": due, "next_due": due, "ended_at": None if number % 50 == 0 else now}
        place = {"id": new_id(), "fact_id": fact["id"], "receiver_id": places[number % RECEIVERS]}
        yield fact, {**same, **taken, **moments, **place}


@pytest.fixture
def two(runtime: Runtime, clock: FrozenClock) -> tuple[Sharing, Sharing]:
    """What Amina let go leaves in an hour; what Selam let go, to another receiver, ten minutes after that."""
    amina, selam = sharing(), sharing()
    amina.release()
    clock.move(10 * MINUTE)
    selam.release()
    sync.take_facts()
    return amina, selam


def test_the_next_moment_is_that_of_the_first_receiver_that_is_called(
    engine: str, two: tuple[Sharing, Sharing], clock: FrozenClock
) -> None:
    amina, selam = two
    assert sync.next_moment() == clock.now() + 50 * MINUTE
    operating.pause(receiver_id=_receiver_of(amina), actor=MADE_BY)
    assert sync.next_moment() == clock.now() + 60 * MINUTE
    operating.pause(receiver_id=_receiver_of(selam), actor=MADE_BY)
    assert sync.next_moment() is None


def test_a_rest_puts_off_what_is_due_there_and_nothing_else(
    engine: str, two: tuple[Sharing, Sharing], clock: FrozenClock
) -> None:
    with transaction() as session:
        session.get_one(Receiver, _receiver_of(two[0])).rests_until = clock.now() + 55 * MINUTE
    assert sync.next_moment() == clock.now() + 55 * MINUTE
    with transaction() as session:
        session.get_one(Receiver, _receiver_of(two[0])).rests_until = clock.now() + 70 * MINUTE
    assert sync.next_moment() == clock.now() + 60 * MINUTE


def test_a_claim_counts_until_it_runs_out(engine: str, two: tuple[Sharing, Sharing], clock: FrozenClock) -> None:
    clock.move(50 * MINUTE)
    assert isinstance(claiming.claim(), claiming.Claim)
    assert sync.next_moment() == clock.now() + CLAIM_EXPIRES


def _receiver_of(one: Sharing) -> uuid.UUID:
    with reading() as db:
        return db.scalars(select(Receiver.id).where(Receiver.unit_id == one.unit)).one()
