"""Simulated citizen-weeks with everybody writing, killed workers and jumping clocks: nothing rings that must not.

10,000 citizen-weeks in `make chaos` (`CITIZEN_WEEKS`, `SEED`); a short form in `make test`. Each week ends with a day
on which clocks change, in turn in March and in October.
"""

import os
import secrets

import pytest

from companion.foundation.runtime import Runtime
from tests.chaos.message_model import Ledger, table
from tests.chaos.message_week import Week
from tests.clock import FrozenClock

pytestmark = pytest.mark.chaos
AT_ONCE, ACTS_EACH = 20, 9  # citizens in one week, and things that happen to each of them
SHORT, SHORT_SEED = 12, "2027"


def test_weeks_of_messages(runtime: Runtime, clock: FrozenClock, request: pytest.FixtureRequest) -> None:
    if not runtime.database.is_sqlite:
        pytest.skip("one database is enough to simulate time; what takes turns is tested on both")
    long = "chaos" in request.config.option.markexpr
    weeks = int(os.environ.get("CITIZEN_WEEKS", "10000")) if long else SHORT
    seed = os.environ.get("SEED") or (secrets.token_hex(4) if long else SHORT_SEED)
    ledger = Ledger()
    while ledger.weeks < weeks:
        citizens = min(AT_ONCE, weeks - ledger.weeks, weeks // 2)
        Week(clock, f"{seed} {ledger.weeks}", citizens, ledger).live(citizens * ACTS_EACH)
    print(f"\nseed {seed}\n{table(ledger)}")
    assert ledger.shown and ledger.kills and ledger.jumps
    if long:  # in a few weeks perhaps nobody is told anything on just those two days
        assert ledger.on_the_day.keys() == {"March", "October"}
    assert not +ledger.wrong, table(ledger)
