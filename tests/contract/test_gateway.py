"""What every gateway keeps: a letter goes out as it is, and whatever happens comes back as an answer."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from companion.sync import signing
from companion.sync.gateway import Gateway, Letter
from companion.sync.reference_receiver import ReferenceReceiver
from companion.sync.rules import Answer, Verdict, verdict
from companion.sync.sending import HttpGateway
from tests.clock import FrozenClock
from tests.sync.receiving import receiving
from tests.sync.sharing import SECRET, RecordingGateway

Failing = Callable[[str], Gateway]
ANSWERS = {
    "201": Answer(201, "http-201", arrived=True),
    "409": Answer(409, "http-409", arrived=False),
    "429:7": Answer(429, "http-429", "7", arrived=False),
    "500": Answer(500, "http-500", arrived=None),
    "never": Answer(None, "timeout"),
    "garbage": Answer(None, "not-http"),
}


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[ReferenceReceiver]:
    """A receiver the real gateway can call."""
    with receiving(tmp_path / "received.db", FrozenClock()) as made:
        yield made


@pytest.fixture(params=["recording", "http"])
def failing(request: pytest.FixtureRequest, receiver: ReferenceReceiver) -> Iterator[Failing]:
    """A gateway whose next answer is the named one."""
    if request.param == "recording":
        yield lambda name: RecordingGateway([ANSWERS[name]])
        return
    with HttpGateway(allow_private=True, end_within=0.5) as real:

        def set_up(name: str) -> Gateway:
            receiver.faults.set([name])
            return real

        yield set_up


def a_letter(receiver: ReferenceReceiver) -> Letter:
    at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    headers = signing.headers(webhook_id="w-1", at=at, body=b"{}", signed_with=[SECRET])
    return Letter(receiver.address, headers, b"{}")


@pytest.mark.parametrize("name", list(ANSWERS))
def test_the_answer_says_what_happened(failing: Failing, receiver: ReferenceReceiver, name: str) -> None:
    answer = failing(name).post(a_letter(receiver), begin_within=5)
    assert answer == ANSWERS[name]


@pytest.mark.parametrize("name", list(ANSWERS))
def test_only_2xx_is_success(failing: Failing, receiver: ReferenceReceiver, name: str) -> None:
    answer = failing(name).post(a_letter(receiver), begin_within=5)
    assert (verdict(answer, attempts=1) is Verdict.DELIVERED) == (name == "201")
