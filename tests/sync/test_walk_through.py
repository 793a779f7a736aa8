"""A new integrator follows docs/integrating.md with its own lines of Python, to a verified delivery: timed."""

import re
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

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


class Endpoint(BaseHTTPRequestHandler):
    """What an integrator writes first: check the signature as documented, keep the body, answer."""

    kept: ClassVar[list[bytes]] = []
    is_genuine = staticmethod(documented("is_genuine")["is_genuine"])

    def do_POST(self) -> None:
        """One letter."""
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        genuine = self.is_genuine(SECRET, headers, body)
        self.kept.extend([body] if genuine else [])
        self.send_response(201 if genuine else 401)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    Endpoint.kept.clear()
    yield from _served(HTTPServer(("127.0.0.1", 0), Endpoint))


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


def test_out_to_the_first_verified_delivery(clock: FrozenClock, endpoint: str, runtime: object) -> None:
    began, unit, citizen = time.monotonic(), a_unit(), a_citizen()
    a_receiver(unit, endpoint)
    Sharing(citizen, unit, says_yes(citizen, unit), a_reading(citizen)).release()
    sync.take_facts()
    clock.move(timedelta(hours=1))
    with HttpGateway(allow_private=True) as gateway:
        assert sync.drain(gateway=gateway, slots=1) == {"delivered": 1}
    (body,) = Endpoint.kept
    assert b'"valueInteger":60' in body and not Endpoint.is_genuine(SECRET, _forged(), body)
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


def _forged() -> dict[str, str]:
    return {"webhook-id": str(uuid.uuid4()), "webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}


def _told(what: str, began: float) -> None:
    seconds = time.monotonic() - began
    print(f"\n{what}: {seconds:.1f} s")
    assert seconds < IN_SECONDS
