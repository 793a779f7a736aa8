"""What can go wrong between a phone and the intake, one function each."""

import json

from werkzeug.wrappers import Response

from service_worker.tests.fake_server import PLENTY, FakeServer, Fault
from service_worker.tests.sealed_intake import Item


def status(code: int, **headers: str) -> Fault:
    """Any plain status."""

    def refuse(server: FakeServer, item: Item) -> Response:
        return Response("no", status=code, headers=headers)

    return refuse


def html(server: FakeServer, item: Item) -> Response:
    """A captive portal: 200 with a page."""
    return Response("<h1>Welcome to the free network</h1>", mimetype="text/html")


def garbage(server: FakeServer, item: Item) -> Response:
    """200 with broken JSON."""
    return Response('{"key": "', mimetype="application/json")


def other_key(server: FakeServer, item: Item) -> Response:
    """200 that echoes somebody else's key."""
    return Response(json.dumps({"key": "0" * 36}), mimetype="application/json")


def silence(server: FakeServer, item: Item) -> Response:
    """No answer before the test ends."""
    server.released.wait(PLENTY)
    return Response("late", status=500)


def stored_then_silence(server: FakeServer, item: Item) -> Response:
    """The item is on the server's disk, but the answer never reaches the phone."""
    server.store(item)
    return silence(server, item)
