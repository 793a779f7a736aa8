"""A withdrawal and a claim at the same moment: the database decides, and no claim comes after a withdrawal."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import datetime, timedelta
from functools import partial

from companion.consent import service as consent
from companion.foundation.clock import SystemClock
from companion.foundation.runtime import Runtime, bound
from companion.sync import claiming
from companion.sync import service as sync
from companion.sync.releases import WasOnItsWay
from tests.clock import FrozenClock
from tests.sync.sharing import RecordingGateway, Sharing, deliveries, sharing

ROUNDS = 12


class RunningClock:
    """Real seconds after the test's moment, so that the order of two acts shows."""

    def __init__(self, frozen: FrozenClock) -> None:
        self._ahead = frozen.now() - SystemClock().now()

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        return SystemClock().now() + self._ahead


def due(clock: FrozenClock) -> Sharing:
    made = sharing()
    made.release()
    sync.take_facts()
    clock.move(timedelta(hours=1))
    return made


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Start all acts at the same moment; what each returned."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        running = [pool.submit(copy_context().run, run, act) for act in acts]
    return [one.result() for one in running]


def test_no_claim_after_a_withdrawal(runtime: Runtime, clock: FrozenClock) -> None:
    citizens = [due(clock) for _ in range(ROUNDS)]
    with bound(Runtime(runtime.config, RunningClock(clock), runtime.database, runtime.keys)):
        for amina in citizens:
            at_once(amina.withdraw, claiming.claim)
        withdrawn = {one.citizen.id: consent.ledger(one.citizen.id)[0].withdrawn_at for one in citizens}
    assert len(withdrawn) == len(deliveries()) == ROUNDS
    for delivery in deliveries():
        at = withdrawn[delivery.citizen_id]
        assert at is not None
        assert delivery.claimed_at is None or delivery.claimed_at <= at


def test_undo_and_claim_cannot_both_win(runtime: Runtime, clock: FrozenClock) -> None:
    for _ in range(ROUNDS):
        amina = due(clock)
        undone, _claimed = at_once(partial(undoes, amina), claiming.claim)
        taken = [one.claimed_at for one in deliveries() if one.citizen_id == amina.citizen.id]
        assert undone == (taken == [None])
        clock.move(claiming.CLAIM_EXPIRES)
        sync.drain(gateway=RecordingGateway(), slots=1)


def undoes(amina: Sharing) -> bool:
    """Whether she could still take it back."""
    (fact,) = sync.shared_with(amina.citizen.id)
    try:
        sync.undo(release_id=fact.release_id, actor=amina.citizen.actor)
    except WasOnItsWay:
        return False
    return True
