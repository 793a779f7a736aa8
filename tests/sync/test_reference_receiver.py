"""The reference receiver: verifies, stores once, fails on demand, and never shows markup that came from outside."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from companion.sync import signing
from companion.sync.receiver_faults import Faults, UnknownFault
from companion.sync.receiver_page import page
from companion.sync.reference_receiver import ReferenceReceiver
from tests.clock import FrozenClock
from tests.sync.receiving import held, post, received, receiving
from tests.sync.sharing import SECRET
from tests.sync.test_fhir import shared

ONE_OF_EACH = {"Observation": 1, "Consent": 1, "Provenance": 1}


@pytest.fixture
def frozen() -> FrozenClock:
    """A clock without a database."""
    return FrozenClock()


@pytest.fixture
def receiver(tmp_path: Path, frozen: FrozenClock) -> Iterator[ReferenceReceiver]:
    """A healthy receiver."""
    with receiving(tmp_path / "received.db", frozen) as made:
        yield made


def a_body() -> bytes:
    from companion.sync import fhir

    return fhir.body(shared())


def signed(body: bytes, frozen: FrozenClock, webhook: str = "w-1") -> dict[str, str]:
    made = signing.headers(webhook_id=webhook, at=frozen.now(), body=body, signed_with=[SECRET])
    return {**made, "content-type": "application/fhir+json"}


def test_it_works(receiver: ReferenceReceiver, frozen: FrozenClock) -> None:
    body = a_body()
    assert post(receiver.address, body, signed(body, frozen)) == 201
    assert post(receiver.address, body, signed(body, frozen)) == 200
    assert held(receiver) == ONE_OF_EACH
    assert received(receiver)["webhooks"][0]["calls"] == 2


def test_the_same_resources_under_another_webhook_are_kept_once(
    receiver: ReferenceReceiver, frozen: FrozenClock
) -> None:
    body = a_body()
    for webhook in ("w-1", "w-2"):
        assert post(receiver.address, body, signed(body, frozen, webhook)) == 201
    assert held(receiver) == ONE_OF_EACH


def test_a_wrong_signature_is_refused(receiver: ReferenceReceiver, frozen: FrozenClock) -> None:
    assert post(receiver.address, a_body(), signed(b"another body", frozen)) == 401
    assert held(receiver) == {}


def test_an_old_call_is_refused(receiver: ReferenceReceiver, frozen: FrozenClock) -> None:
    body = a_body()
    headers = signed(body, frozen)
    frozen.move(timedelta(minutes=6))
    assert post(receiver.address, body, headers) == 401


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"[]",
        b"{}",
        b'{"resourceType":"Bundle","type":"batch","entry":[]}',
        b'{"resourceType":"Bundle","type":"transaction","entry":[{}]}',
        b'{"resourceType":"Bundle","type":"transaction","entry":[1]}',
        b"[" * 5000,
    ],
)
def test_what_is_no_transaction_is_refused(receiver: ReferenceReceiver, frozen: FrozenClock, body: bytes) -> None:
    assert post(receiver.address, body, signed(body, frozen)) == 422
    assert held(receiver) == {}


def test_a_request_that_does_not_fit_its_identifier_is_refused(
    receiver: ReferenceReceiver, frozen: FrozenClock
) -> None:
    bundle = json.loads(a_body())
    bundle["entry"][0]["request"]["ifNoneExist"] = "identifier=other"
    body = json.dumps(bundle).encode()
    assert post(receiver.address, body, signed(body, frozen)) == 422


def test_told_to_fail_while_it_runs(receiver: ReferenceReceiver, frozen: FrozenClock) -> None:
    body = a_body()
    assert post(receiver.address + "fail", b'["500", "stored-500", "410"]') == 204
    statuses = [post(receiver.address, body, signed(body, frozen)) for _ in range(4)]
    assert statuses == [500, 500, 410, 200]
    assert held(receiver) == ONE_OF_EACH


@pytest.mark.parametrize("body", [b"{}", b'["unknown"]', b"[1]", b"nothing"])
def test_an_unknown_fault_is_refused_and_changes_nothing(receiver: ReferenceReceiver, body: bytes) -> None:
    receiver.faults.set(["500"])
    assert post(receiver.address + "fail", body) == 422
    assert receiver.faults.take() is not None


def test_too_large_is_refused(receiver: ReferenceReceiver) -> None:
    """It says so before the body is there: a caller that is still writing might find the line cut."""
    line = HTTPConnection(urlsplit(receiver.address).netloc, timeout=5)
    line.putrequest("POST", "/fail")
    line.putheader("Content-Length", str(1024 * 1024 + 1))
    line.endheaders()
    assert line.getresponse().status == 413
    line.close()


def test_unknown_addresses(receiver: ReferenceReceiver) -> None:
    assert post(receiver.address + "elsewhere", b"") == 404


def test_the_page_says_what_it_holds(receiver: ReferenceReceiver, frozen: FrozenClock) -> None:
    body = a_body()
    post(receiver.address, body, signed(body, frozen))
    with urlopen(receiver.address, timeout=5) as answer:
        assert answer.headers["content-security-policy"] == "default-src 'none'"
        said = answer.read().decode()
    assert "Observation" in said
    assert "Modtager" in said


def test_nothing_from_outside_becomes_markup() -> None:
    evil = {"type": "<b>", "received_at": '"><script>', "body": {"a": "</pre><script>"}}
    said = page({"resources": [evil], "webhooks": []})
    assert "<script>" not in said
    assert "<b>" not in said


def test_faults_are_used_up() -> None:
    faults = Faults(["500", "429:7"])
    taken = [faults.take(), faults.take(), faults.take()]
    assert taken[0] is not None
    assert taken[1] is not None
    assert (taken[0].status, taken[1].retry_after, taken[2]) == (500, "7", None)


@pytest.mark.parametrize("name", ["", "99", "600", "stored-", "never again"])
def test_an_unknown_fault_has_no_meaning(name: str) -> None:
    with pytest.raises(UnknownFault):
        Faults([name])


def test_killed_it_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    from companion.foundation.clock import SystemClock

    store, body = tmp_path / "received.db", a_body()
    address, running = start(store, tmp_path)
    now = SystemClock().now()
    headers = signing.headers(webhook_id="w-1", at=now, body=body, signed_with=[SECRET])
    assert post(address, body, headers) == 201
    os.kill(running.pid, signal.SIGKILL)
    running.wait(timeout=10)
    with receiving(store, SystemClock()) as again:
        assert held(again) == ONE_OF_EACH


def test_it_stops_cleanly(tmp_path: Path) -> None:
    _, running = start(tmp_path / "received.db", tmp_path)
    running.terminate()
    assert running.wait(timeout=10) == 0


def start(store: Path, place: Path) -> tuple[str, subprocess.Popen[bytes]]:
    """A receiver in a process of its own, once it answers."""
    port = free_port()
    code = (
        "import sys; from pathlib import Path; from companion.sync.reference_receiver import serve;"
        "serve(store=Path(sys.argv[1]), secret=sys.argv[2], port=int(sys.argv[3]))"
    )
    running = subprocess.Popen([sys.executable, "-c", code, str(store), SECRET, str(port)])
    address = f"http://127.0.0.1:{port}/"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            urlopen(address + "received", timeout=1).close()
        except URLError:
            assert running.poll() is None, place
        else:
            return address, running
    running.kill()
    raise AssertionError("the receiver does not start")


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
