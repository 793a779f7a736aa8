"""A receiver that stores the letter and then answers 5xx: nobody may tell her afterwards that it was not sent."""

from datetime import timedelta
from pathlib import Path

import pytest

from companion.foundation.runtime import Runtime
from companion.sync import draining
from companion.sync import service as sync
from companion.sync.sending import HttpGateway
from tests.clock import FrozenClock
from tests.sync.receiving import held, receiving
from tests.sync.sharing import sharing


@pytest.mark.parametrize("status", ["500", "502", "504"])
def test_what_may_be_there_is_not_called_dropped(
    runtime: Runtime, clock: FrozenClock, tmp_path: Path, status: str
) -> None:
    with receiving(tmp_path / "received.db", clock, f"stored-{status}") as receiver:
        amina = sharing(address=receiver.address)
        amina.release()
        sync.take_facts()
        clock.move(timedelta(hours=1))
        with HttpGateway(allow_private=True) as gateway:
            assert draining.drain(gateway=gateway, slots=1, jitter=lambda: 0) == {"retry": 1}
            assert held(receiver)["Observation"] == 1
            amina.withdraw()
            clock.move(timedelta(hours=1))
            draining.drain(gateway=gateway, slots=1, jitter=lambda: 0)
        assert amina.state() == "was-on-its-way"
