"""The whole way out against a real receiver that fails in every way it can."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from companion.foundation.runtime import Runtime
from companion.sync import claiming, draining
from companion.sync import service as sync
from companion.sync.letters import letter
from companion.sync.reference_receiver import ReferenceReceiver
from companion.sync.sending import HttpGateway
from companion.worker import sweep
from tests.clock import FrozenClock
from tests.sync.receiving import held, received, receiving
from tests.sync.sharing import Sharing, a_reading, only_delivery, sharing

AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)
ONE_OF_EACH = {"Observation": 1, "Consent": 1, "Provenance": 1}


@pytest.fixture
def receiver(tmp_path: Path, clock: FrozenClock) -> Iterator[ReferenceReceiver]:
    """A healthy receiver."""
    with receiving(tmp_path / "received.db", clock) as made:
        yield made


@pytest.fixture
def gateway() -> Iterator[HttpGateway]:
    """The real gateway, with little patience."""
    with HttpGateway(allow_private=True, end_within=0.5) as made:
        yield made


@pytest.fixture
def amina(runtime: Runtime, clock: FrozenClock, receiver: ReferenceReceiver) -> Sharing:
    """Her reading is due for that receiver."""
    made = sharing(address=receiver.address)
    made.release()
    sync.take_facts()
    clock.move(AN_HOUR)
    return made


def drain(gateway: HttpGateway) -> dict[str, int]:
    return dict(draining.drain(gateway=gateway, slots=1, jitter=lambda: 0))


def test_it_works(amina: Sharing, receiver: ReferenceReceiver, gateway: HttpGateway) -> None:
    assert drain(gateway) == {"delivered": 1}
    assert held(receiver) == ONE_OF_EACH
    assert (only_delivery().last_status, amina.state()) == (201, "delivered")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("500", "http-500"),
        ("503:7", "http-503"),
        ("302", "http-302"),
        ("400", "http-400"),
        ("garbage", "not-http"),
        ("never", "timeout"),
        ("reset", "connection-lost"),
        ("stored-500", "http-500"),
    ],
)
def test_a_failure_is_tried_again_and_arrives_once(
    amina: Sharing,
    receiver: ReferenceReceiver,
    gateway: HttpGateway,
    clock: FrozenClock,
    fault: str,
    reason: str,
) -> None:
    receiver.faults.set([fault])
    assert drain(gateway) == {"retry": 1}
    assert (only_delivery().reason, amina.state()) == (reason, "not-delivered-yet")
    clock.move(A_DAY)
    assert drain(gateway) == {"delivered": 1}
    assert held(receiver) == ONE_OF_EACH


def test_retry_after_is_honoured(
    amina: Sharing, receiver: ReferenceReceiver, gateway: HttpGateway, clock: FrozenClock
) -> None:
    receiver.faults.set(["429:600"])
    drain(gateway)
    assert only_delivery().next_due == clock.now() + timedelta(seconds=600)


@pytest.mark.parametrize("fault", ["409", "422"])
def test_refused_content_is_held(amina: Sharing, receiver: ReferenceReceiver, gateway: HttpGateway, fault: str) -> None:
    receiver.faults.set([fault])
    assert drain(gateway) == {"held": 1}
    assert (amina.state(), held(receiver)) == ("held", {})


@pytest.mark.parametrize("fault", ["404", "410"])
def test_a_receiver_that_is_gone_is_left_alone(
    amina: Sharing, receiver: ReferenceReceiver, gateway: HttpGateway, fault: str
) -> None:
    receiver.faults.set([fault])
    assert drain(gateway) == {"paused": 1}
    assert drain(gateway) == {}
    assert sync.receivers()[0].paused_why == f"http-{fault}"


def test_html_with_200_is_success(amina: Sharing, receiver: ReferenceReceiver, gateway: HttpGateway) -> None:
    receiver.faults.set(["html"])
    assert drain(gateway) == {"delivered": 1}
    assert held(receiver) == ONE_OF_EACH


def test_a_receiver_that_is_not_there(amina: Sharing, receiver: ReferenceReceiver, gateway: HttpGateway) -> None:
    receiver.shutdown()
    receiver.server_close()
    assert drain(gateway) == {"retry": 1}
    assert (only_delivery().reason, only_delivery().maybe_arrived_at) == ("not-reachable", None)


def test_killed_after_the_call_it_is_stored_once(
    amina: Sharing, receiver: ReferenceReceiver, gateway: HttpGateway, clock: FrozenClock
) -> None:
    claimed = claiming.claim()
    assert isinstance(claimed, claiming.Claim)
    gateway.post(letter(claimed), begin_within=5)  # and the worker dies before it records
    clock.move(timedelta(minutes=1))
    assert drain(gateway) == {"delivered": 1}
    assert (held(receiver), received(receiver)["webhooks"][0]["calls"]) == (ONE_OF_EACH, 2)


def test_two_readings_share_one_consent(
    amina: Sharing, receiver: ReferenceReceiver, gateway: HttpGateway, clock: FrozenClock
) -> None:
    second = a_reading(amina.citizen, (1, 1, 1, 1, 1))
    sync.release(reading_id=second, actor=amina.citizen.actor)
    sync.take_facts()
    clock.move(AN_HOUR)
    assert drain(gateway) == {"delivered": 2}
    assert held(receiver) == {"Observation": 2, "Consent": 1, "Provenance": 2}


def test_one_sweep_does_it_all(runtime: Runtime, clock: FrozenClock, receiver: ReferenceReceiver) -> None:
    sharing(address=receiver.address).release()
    assert (sweep.once(runtime).facts, held(receiver)) == (1, {})
    clock.move(AN_HOUR)
    done = sweep.once(runtime)
    assert (done.facts, done.deliveries) == (0, {"delivered": 1})
    assert not sweep.once(runtime).deliveries
    assert held(receiver) == ONE_OF_EACH
