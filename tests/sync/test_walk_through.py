"""A new integrator follows docs/integrating.md with its own lines of Python, to a verified delivery: timed."""

import re
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from http.server import HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from companion.sync import api_clients
from companion.sync import service as sync
from companion.sync.api_clients import NewClient
from companion.sync.sending import HttpGateway
from tests.clock import FrozenClock
from tests.people import MADE_BY, a_citizen, a_unit, staff
from tests.sync.outside import CPR
from tests.sync.sharing import SECRET, Sharing, a_reading, a_receiver, says_yes

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "integrating.md"
IN_SECONDS = 60  # on a slow machine; most of it is ours, not the reader's


def documented(name: str) -> dict[str, Any]:
    """The block of Python in the document that defines this name, run as it stands."""
    blocks = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    (block,) = (one for one in blocks if f"def {name}(" in one)
    names: dict[str, Any] = {}
    exec(block, names)  # noqa: S102 - our own document
    return names


class Endpoint:
    """The endpoint of the document on a port of its own, at the test's time; what it keeps and how it answers."""

    def __init__(self, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SECRET", SECRET)
        self.names = documented("is_genuine")
        self.names["time"] = SimpleNamespace(time=lambda: clock.now().timestamp())
        self.names["Endpoint"].log_message = lambda *_: None
        self.server = HTTPServer(("127.0.0.1", 0), self.names["Endpoint"])


@pytest.fixture
def endpoint(clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    made = Endpoint(clock, monkeypatch)
    for _address in _served(made.server):
        yield made


@pytest.fixture
def base(app: Flask) -> Iterator[str]:
    """The application on a port of its own."""
    for address in _served(make_server("127.0.0.1", 0, app)):
        yield f"{address}api/v1"


def _served(server: Any) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_out_to_the_first_verified_delivery(clock: FrozenClock, endpoint: Endpoint, runtime: object) -> None:
    began, unit, citizen = time.monotonic(), a_unit(), a_citizen()
    a_receiver(unit, f"http://127.0.0.1:{endpoint.server.server_port}/")
    Sharing(citizen, unit, says_yes(citizen, unit), a_reading(citizen)).release()
    sync.take_facts()
    clock.move(timedelta(hours=1))
    with HttpGateway(allow_private=True) as gateway:
        assert sync.drain(gateway=gateway, slots=1) == {"delivered": 1}
    kept = endpoint.names["KEPT"].values()
    assert [one["valueInteger"] for one in kept if one["resourceType"] == "Observation"] == [60]
    assert endpoint.names["answer"](_forged(clock), b"{}") == 401
    _told("out: from adding an address to a verified delivery", began)


def test_in_to_the_first_purpose(base: str, runtime: object) -> None:
    began, unit = time.monotonic(), a_unit()
    client, secret = api_clients.add(NewClient(unit, "KY", ["people", "purposes"]), actor=MADE_BY)
    named = staff("caseworker", unit)
    theirs = documented("signed_in")
    theirs["BASE"] = base
    system = theirs["signed_in"](str(client), secret)
    system.base_url = base
    key = system.post("people", json={"cpr": CPR, "name": "Amina Haddad"}).json()["key"]
    who = {"person": key, "staff": str(named.id)}
    theirs["put"](system, "relations", "rel-1", {**who, "responsible": True})
    assert theirs["put"](system, "purposes", "sag-1", {**who, "text": {"da": "I arbejde igen"}}) == '"1"'
    assert theirs["put"](system, "purposes", "sag-1", {**who, "text": {"da": "I job igen"}}) == '"2"'
    with pytest.raises(ValueError, match="da"):
        theirs["put"](system, "purposes", "sag-1", {**who, "text": {}})
    system.close()
    _told("in: from a secret to the first purpose, changed once", began)


def _forged(clock: FrozenClock) -> dict[str, str]:
    now = str(int(clock.now().timestamp()))
    return {"webhook-id": str(uuid.uuid4()), "webhook-timestamp": now, "webhook-signature": "v1,AAAA"}


def _told(what: str, began: float) -> None:
    seconds = time.monotonic() - began
    print(f"\n{what}: {seconds:.1f} s")
    assert seconds < IN_SECONDS
