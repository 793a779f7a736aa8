"""She withdraws while her reading is being sent: nothing is claimed after the withdrawal, and what was, is told.

500 rounds on each database in `make chaos`; a short form in `make test`.
"""

import json
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from companion.consent import service as consent
from companion.foundation.runtime import Runtime
from companion.sync import draining
from companion.sync import service as sync
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.people import a_citizen, a_unit
from tests.sync.sharing import RecordingGateway, Sharing, a_reading, a_receiver, deliveries, ends_a_yes, says_yes

pytestmark = pytest.mark.chaos
ROUNDS, SAMPLE = 500, 8
MOST_LOOKS = 12  # so that she is now before, now after the worker
TOLD = {"delivered": "delivered", "dropped": "dropped", "was-on-its-way": "was-on-its-way"}


def test_nothing_is_claimed_after_a_withdrawal(
    runtime: Runtime, clock: FrozenClock, request: pytest.FixtureRequest
) -> None:
    rounds = ROUNDS if "chaos" in request.config.option.markexpr else SAMPLE
    unit, ended = a_unit(), Counter[str]()
    a_receiver(unit)
    for turn in range(rounds):
        citizen = a_citizen()
        amina = Sharing(citizen, unit, says_yes(citizen, unit), a_reading(citizen))
        ended[_race(amina, clock, looks=turn % MOST_LOOKS)] += 1
    print(f"\n{rounds} withdrawals beside a sending worker ({runtime.database.engine.dialect.name}): {dict(ended)}")
    assert sum(ended.values()) == rounds


def _race(amina: Sharing, clock: FrozenClock, *, looks: int) -> str:
    """One withdrawal, after some looks at her page, against one worker; what the citizen is told at the end."""
    gateway = RecordingGateway()
    amina.release()
    sync.take_facts()
    clock.move(timedelta(hours=1))
    assert together([partial(_withdraw, amina, looks), partial(draining.drain, gateway=gateway, slots=1)]) == []
    draining.drain(gateway=gateway, slots=1)
    (mine,) = [one for one in deliveries() if one.citizen_id == amina.citizen.id]
    (given,) = consent.ledger(amina.citizen.id)
    assert given.withdrawn_at is not None
    assert mine.claimed_at is None or mine.claimed_at <= given.withdrawn_at
    letters = [one for one in gateway.letters if not ends_a_yes(json.loads(one.body))]  # of who withdrew before her
    assert len(letters) == (mine.outcome == "delivered")
    assert amina.state() == TOLD[mine.outcome or ""]
    return amina.state()


def _withdraw(amina: Sharing, looks: int) -> None:
    for _ in range(looks):
        amina.state()
    amina.withdraw()
