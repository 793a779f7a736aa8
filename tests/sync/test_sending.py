"""What the real gateway refuses to do: private addresses, plain http, redirects, endless answers, late calls."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from companion.foundation.public_address import is_public
from companion.sync.gateway import Letter
from companion.sync.sending import MOST_READ, HttpGateway


@pytest.fixture
def gateway() -> Iterator[HttpGateway]:
    """A gateway that may call this machine."""
    with HttpGateway(allow_private=True, end_within=1) as made:
        yield made


def letter(address: str) -> Letter:
    return Letter(address, {"content-type": "application/fhir+json", "webhook-id": "w-1"}, b'{"a":1}')


def test_it_works(gateway: HttpGateway, httpserver: HTTPServer) -> None:
    seen: list[Request] = []

    def take(request: Request) -> Response:
        request.get_data()
        seen.append(request)
        return Response(status=202)

    httpserver.expect_request("/in", method="POST").respond_with_handler(take)
    answer = gateway.post(letter(httpserver.url_for("/in")), begin_within=5)
    assert (answer.status, answer.arrived) == (202, True)
    assert (seen[0].data, seen[0].content_type) == (b'{"a":1}', "application/fhir+json")
    assert "cookie" not in seen[0].headers


def test_a_redirect_is_not_followed(gateway: HttpGateway, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/in").respond_with_response(
        Response(status=307, headers={"Location": httpserver.url_for("/other")})
    )
    assert gateway.post(letter(httpserver.url_for("/in")), begin_within=5).status == 307
    assert len(httpserver.log) == 1


def test_no_cookie_comes_back(gateway: HttpGateway, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/in").respond_with_data("", headers={"Set-Cookie": "a=b"})
    for _ in range(2):
        gateway.post(letter(httpserver.url_for("/in")), begin_within=5)
    assert all("Cookie" not in request.headers for request, _ in httpserver.log)


def test_a_huge_answer_is_cut_off(gateway: HttpGateway, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/in").respond_with_data(b"x" * (MOST_READ * 40))
    assert gateway.post(letter(httpserver.url_for("/in")), begin_within=5).arrived is True


def test_drop_by_drop_does_not_outlast_the_call(gateway: HttpGateway) -> None:
    with dripping() as address:
        began = time.monotonic()
        answer = gateway.post(letter(address), begin_within=5)
    assert (answer.status, answer.reason, answer.arrived) == (None, "timeout", None)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.1.1/"],
)
def test_a_private_address_is_not_called(address: str) -> None:
    with HttpGateway(allow_private=False) as careful:
        answer = careful.post(letter(address), begin_within=5)
    assert (answer.reason, answer.arrived) == ("address-not-public", False)


def test_plain_http_is_not_called() -> None:
    with HttpGateway(allow_private=False) as careful:
        answer = careful.post(letter("http://cases.example.dk/"), begin_within=5)
    assert (answer.reason, answer.arrived) == ("address-not-https", False)


def test_a_name_that_leads_inside_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.216.34", "192.168.1.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: both)
    with HttpGateway(allow_private=False) as careful:
        assert careful.post(letter("https://cases.example.dk/"), begin_within=5).reason == "address-not-public"


def test_an_unknown_name_is_not_reachable(monkeypatch: pytest.MonkeyPatch, gateway: HttpGateway) -> None:
    def unknown(*_args: object, **_more: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    answer = gateway.post(letter("https://cases.example.dk/"), begin_within=5)
    assert (answer.reason, answer.arrived) == ("not-reachable", False)


def test_a_call_that_would_begin_too_late_is_not_made(gateway: HttpGateway, httpserver: HTTPServer) -> None:
    answer = gateway.post(letter(httpserver.url_for("/in")), begin_within=0)
    assert (answer.reason, answer.arrived, httpserver.log) == ("not-reachable", False, [])


@pytest.mark.parametrize("address", ["https://", "https://a b/", "https://x:99999/", "nonsense"])
def test_a_wrong_address_is_an_answer_too(address: str, gateway: HttpGateway) -> None:
    answer = gateway.post(letter(address), begin_within=5)
    assert (answer.status, answer.arrived) == (None, False)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2a00:1450:4001::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse, not to bind
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@contextmanager
def dripping() -> Iterator[str]:
    """A server that sends one byte of its header every tenth of a second, for ever."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_drip, args=(server, stop))
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        stop.set()
        thread.join()


def _drip(server: socket.socket, stop: threading.Event) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nx: ")
        while not stop.wait(0.1):
            try:
                connection.sendall(b"x")
            except OSError:
                return
