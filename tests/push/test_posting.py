"""What the real push gateway refuses: private addresses, other hosts, unknown certificates; and it keeps its line."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from companion.foundation.crypto import KeyRings
from companion.foundation.runtime import Runtime
from companion.push.gateway import Parcel, Result
from companion.push.posting import UrllibGateway, listed
from companion.push.rules import Services
from tests.push.carried import bare_ground
from tests.sync.test_certificates import self_signed

SERVICE = "https://fcm.googleapis.com/fcm/send/1"
PRIVATE = ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "100.64.0.1"]


@pytest.fixture
def ground(rings: KeyRings) -> Iterator[Runtime]:
    """What a gateway stands on."""
    with bare_ground(rings) as made:
        yield made


class Taking(BaseHTTPRequestHandler):
    """Answers 201 to everything, and counts."""

    seen = 0
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Take it."""
        type(self).seen += 1
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(201)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_told: Any) -> None:
        """Say nothing."""


@contextmanager
def listening(certificate: Path | None = None) -> Iterator[HTTPServer]:
    Taking.seen = 0
    with HTTPServer(("127.0.0.1", 0), Taking) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """From here on every name leads to these addresses; which names were asked for."""
    asked: list[str] = []

    def found(host: str, port: int, *_args: object, **_more: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    return asked


def a_parcel(endpoint: str = SERVICE) -> Parcel:
    return Parcel(endpoint, {}, b"sealed")


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_not_called(ground: Runtime, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    asked = resolving(monkeypatch, address)
    assert UrllibGateway(listed()).post(a_parcel()) == Result("refused", "address-not-public")
    assert asked == ["fcm.googleapis.com"]


def test_one_address_inside_spoils_all(ground: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "142.250.1.1", "127.0.0.1")
    assert UrllibGateway(listed()).post(a_parcel()).reason == "address-not-public"


def test_the_address_that_was_checked_is_dialled(ground: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes its address between check and call gains nothing: it is asked once."""
    asked, dialled = resolving(monkeypatch, "142.250.1.1"), []

    def dial(address: tuple[str, int], *_args: object, **_more: object) -> socket.socket:
        dialled.append(address)
        raise TimeoutError

    monkeypatch.setattr("companion.push.posting.create_connection", dial)
    assert UrllibGateway(listed()).post(a_parcel()) == Result("later", "not-reachable")
    assert (asked, dialled) == (["fcm.googleapis.com"], [("142.250.1.1", 443)])


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://127.0.0.1/x",
        "http://fcm.googleapis.com/x",
        "https://evil.example/x",
        "https://fcm.googleapis.com:8443/x",
        "",
        "x",
    ],
)
def test_other_addresses_are_refused_unasked(ground: Runtime, monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    asked = resolving(monkeypatch, "142.250.1.1")
    assert UrllibGateway(listed()).post(a_parcel(endpoint)) == Result("refused", "address-not-listed")
    assert not asked


def test_no_name_is_later(ground: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: object, **_more: object) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert UrllibGateway(listed()).post(a_parcel()) == Result("later", "not-reachable")


def test_an_unknown_certificate_ends_the_call(ground: Runtime, tmp_path: Path) -> None:
    with listening(self_signed(tmp_path / "self.pem")) as server:
        gateway = UrllibGateway(Services((), ()), allow_private=True)
        result = gateway.post(a_parcel(f"https://127.0.0.1:{server.server_address[1]}/"))
    assert (result.state, Taking.seen) == ("later", 0)


def test_one_connection_serves_many(ground: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    plain = HTTPServer.get_request

    def counted(self: HTTPServer) -> Any:
        asked.append(1)
        return plain(self)

    monkeypatch.setattr(HTTPServer, "get_request", counted)
    with listening() as server:
        gateway = UrllibGateway(Services((), ()), allow_private=True)
        for _ in range(5):
            assert gateway.post(a_parcel(f"http://127.0.0.1:{server.server_address[1]}/")).state == "accepted"
        gateway.close()
    assert (Taking.seen, len(asked)) == (5, 1)
