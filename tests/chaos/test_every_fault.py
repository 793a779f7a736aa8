"""A receiver fails in every way there is, and the worker goes on: nothing missing, nothing twice, no ghosts.

Slow, redirecting, HTML, a bad certificate, a private address, garbage, silence, 429 and 5xx, stored or not. As many
rounds as ROUNDS says in `make chaos`; a short form in `make test`. Waits pass by the clock, not by waiting.
"""

import os
import random
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from companion.foundation.database import transaction
from companion.foundation.runtime import Runtime
from companion.sync import again, draining
from companion.sync import service as sync
from companion.sync.records import Receiver
from companion.sync.reference_receiver import ReferenceReceiver
from companion.sync.sending import HttpGateway
from tests.clock import FrozenClock
from tests.people import MADE_BY, a_citizen, a_unit
from tests.sync.receiving import received, receiving
from tests.sync.sharing import Sharing, a_reading, a_receiver, deliveries, says_yes
from tests.sync.test_certificates import unvouched

pytestmark = pytest.mark.chaos
SAID = ("500", "503:7", "429:1", "302", "html", "garbage", "reset", "stored-500", "slow")
ELSEWHERE = ("bad certificate", "private address", "nobody there")
SILENT = "never"  # half a second each: the patience of the gateway here
LONGEST_LADDER = timedelta(hours=30)


@pytest.fixture
def receiver(tmp_path: Path, clock: FrozenClock) -> Iterator[ReferenceReceiver]:
    with receiving(tmp_path / "received.db", clock) as made:
        yield made


@pytest.fixture
def gateways() -> Iterator[tuple[HttpGateway, HttpGateway]]:
    """One as it is here, one that calls no private address; both with little patience."""
    with HttpGateway(allow_private=True, end_within=0.5) as plain, HttpGateway(allow_private=False) as strict:
        yield plain, strict


def test_every_way_to_fail(
    runtime: Runtime,
    clock: FrozenClock,
    receiver: ReferenceReceiver,
    gateways: tuple[HttpGateway, HttpGateway],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    rounds = int(os.environ.get("ROUNDS", "30")) if "chaos" in request.config.option.markexpr else 1
    unit, seed, (plain, strict) = a_unit(), os.environ.get("SEED", "2026"), gateways
    place, chance, faults = a_receiver(unit, receiver.address), random.Random(f"{seed} faults"), Counter[str]()
    every = [*SAID, *ELSEWHERE, SILENT]
    with unvouched(tmp_path) as unvouched_for:
        elsewhere = {"bad certificate": unvouched_for, "nobody there": "http://127.0.0.1:9/"}
        for fault in (fault for _ in range(rounds) for fault in chance.sample(every, len(every))):
            faults[fault] += 1
            _let_go(unit)
            clock.move(timedelta(hours=1))
            receiver.faults.set([fault] if fault in (*SAID, SILENT) else [])
            _calls(place, elsewhere.get(fault, receiver.address))
            draining.drain(gateway=strict if fault == "private address" else plain, slots=2)
    receiver.faults.set([])
    _calls(place, receiver.address)
    _report(receiver, rounds, faults, _drain(plain, clock), seed)


def _let_go(unit: uuid.UUID) -> None:
    citizen = a_citizen()
    Sharing(citizen, unit, says_yes(citizen, unit), a_reading(citizen)).release()
    sync.take_facts()


def _calls(receiver: uuid.UUID, address: str) -> None:
    """From here on its name leads there, and it is called whatever happened before."""
    with transaction() as session:
        there = {"address": address, "paused_at": None, "rests_until": None, "failures": 0}
        session.execute(update(Receiver).where(Receiver.id == receiver).values(**there))


def _drain(gateway: HttpGateway, clock: FrozenClock) -> float:
    """Until nothing waits, dead letters sent once more by their operator; the seconds it took."""
    began = time.perf_counter()
    _until_none_waits(gateway, clock)
    dead = again.redrive(actor=MADE_BY)  # a letter that met a fault on every step of its ladder
    _until_none_waits(gateway, clock)
    print(f"\n{dead} dead letters, redriven")
    return time.perf_counter() - began


def _until_none_waits(gateway: HttpGateway, clock: FrozenClock) -> None:
    while not all(one.ended_at for one in deliveries()):
        draining.drain(gateway=gateway, slots=2)
        clock.move(LONGEST_LADDER)


def _report(receiver: ReferenceReceiver, rounds: int, faults: Counter[str], seconds: float, seed: str) -> None:
    """The ledger: each letter once at the receiver, nothing that nobody sent, and she is told the truth."""
    sent = {str(one.id) for one in deliveries()}
    got, told = received(receiver), Counter(one.outcome for one in deliveries())
    there = {one["id"] for one in got["webhooks"]}
    kinds = Counter(one["type"] for one in got["resources"])
    missing, ghosts = len(sent - there), len(there - sent)
    twice = kinds["Observation"] - len(there)
    print(f"\n{rounds} rounds, {len(sent)} letters, seed {seed}; {dict(sorted(faults.items()))}")
    print(f"missing {missing} / applied twice {twice} / ghosts {ghosts}; drained in {seconds:.1f} s; {dict(told)}")
    assert (missing, twice, ghosts) == (0, 0, 0)
    assert set(told) == {"delivered"}
