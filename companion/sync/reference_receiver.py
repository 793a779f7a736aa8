"""A small receiver for demos, tests and integrators: it verifies, stores once, and can be told to fail.

It is built on Python's own HTTP server, because it must be able to answer garbage. Not for real people:
there is no TLS and no sign-in.
"""

import contextlib
import json
import signal
import socket
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Event
from typing import Any

from companion.foundation.clock import Clock, SystemClock
from companion.sync import signing
from companion.sync.receiver_faults import Fault, Faults, UnknownFault
from companion.sync.receiver_page import page
from companion.sync.receiver_store import NotABundle, ReceiverStore

MOST_BYTES = 1024 * 1024  # a bundle of ours has a few kB
PATIENCE = 60.0  # seconds to wait for a slow caller, and to keep a caller waiting in the mode `never`
LATE = 1.5  # seconds: in time for a patient caller
DONE = {"resourceType": "Bundle", "type": "transaction-response"}


class ReferenceReceiver(ThreadingHTTPServer):
    """The server; `serve_forever()` until `shutdown()`. Port 0 takes a free one, see `address`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(
        self,
        *,
        store: Path,
        secret: str,
        host: str = "127.0.0.1",
        port: int = 0,
        failing: Iterable[str] = (),
        clock: Clock | None = None,
    ) -> None:
        signing.key_of(secret)
        self.secret = secret
        self.clock = clock or SystemClock()
        self.faults = Faults(failing)
        self.store = ReceiverStore(store)
        self.closing = Event()
        super().__init__((host, port), _Call)

    @property
    def address(self) -> str:
        """Where senders post to."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}/"

    def server_close(self) -> None:
        """Let go of everybody who waits, and of the port."""
        self.closing.set()
        super().server_close()


def serve(*, store: Path, secret: str, host: str = "127.0.0.1", port: int = 0, failing: Iterable[str] = ()) -> None:
    """Run a receiver until SIGTERM or SIGINT. Raises BadSecret, UnknownFault or OSError (port taken)."""
    receiver = ReferenceReceiver(store=store, secret=secret, host=host, port=port, failing=failing)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with receiver, contextlib.suppress(KeyboardInterrupt):
        receiver.serve_forever()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # Ctrl-C on a group of processes comes twice


class _Call(BaseHTTPRequestHandler):
    server: ReferenceReceiver
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE

    def do_GET(self) -> None:
        """`/` for people, `/received` for programs."""
        held = self.server.store.received()
        if self.path == "/received":
            self._answer(200, json.dumps(held).encode(), "application/json")
        elif self.path == "/":
            self._answer(200, page(held).encode(), "text/html; charset=utf-8")
        else:
            self._answer(404)

    def do_POST(self) -> None:
        """`/` takes webhooks; `/fail`, from this machine only, takes a JSON list of the next answers."""
        body = self._body()
        if body is None:
            self._answer(413)
        elif self.path == "/fail":
            self._set_faults(body)
        elif self.path == "/":
            self._take(body)
        else:
            self._answer(404)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the signature of http.server
        """Say nothing: bodies and addresses are no business of a log."""

    def _take(self, body: bytes) -> None:
        fault = self.server.faults.take()
        if fault is None:
            self._answer(*self._keep(body))
            return
        if fault.stored:
            self._keep(body)
        self._fail(fault)

    def _keep(self, body: bytes) -> tuple[int, bytes]:
        names = {name.lower(): value for name, value in self.headers.items()}
        now = self.server.clock.now()
        try:
            webhook_id = signing.check(received=names, body=body, secret=self.server.secret, now=now)
            new = self.server.store.keep(webhook_id=webhook_id, bundle=json.loads(body), at=now)
        except signing.BadSignature as fault:
            return 401, _outcome(str(fault))
        except (NotABundle, ValueError, RecursionError) as fault:
            return 422, _outcome(str(fault))
        return (201 if new else 200), json.dumps(DONE).encode()

    def _fail(self, fault: Fault) -> None:
        if fault.status is not None:
            extra = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            if 300 <= fault.status < 400:
                extra["Location"] = "/elsewhere"
            self._answer(fault.status, extra=extra)
        elif fault.name == "html":
            self._answer(200, b"<!doctype html><title>ok</title><p>Thank you.", "text/html")
        else:
            self.close_connection = True
            _BREAKS[fault.name](self)

    def _set_faults(self, body: bytes) -> None:
        if not ip_address(self.client_address[0]).is_loopback:
            self._answer(403)
            return
        try:
            names = json.loads(body)
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                raise UnknownFault("send a JSON list of words")
            self.server.faults.set(names)
        except ValueError as fault:
            self._answer(422, _outcome(str(fault)))
        else:
            self._answer(204)

    def _body(self) -> bytes | None:
        length = self.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()) or int(length) > MOST_BYTES:
            self.close_connection = True
            return None
        return self.rfile.read(int(length))

    def _answer(
        self,
        status: int,
        body: bytes = b"",
        kind: str = "application/fhir+json",
        *,
        extra: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "X-Content-Type-Options": "nosniff",
        }
        headers["Content-Security-Policy"] = "default-src 'none'"
        for name, value in {**headers, **(extra or {})}.items():
            if status != 204 or not name.startswith("Content-"):
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _outcome(why: str) -> bytes:
    """FHIR's way of saying what is wrong."""
    issue = {"severity": "error", "code": "invalid", "diagnostics": why}
    return json.dumps({"resourceType": "OperationOutcome", "issue": [issue]}).encode()


def _say_garbage(call: _Call) -> None:
    call.wfile.write(b"\x00\xff this is not HTTP \r\n\r\n")


def _say_nothing(call: _Call) -> None:
    call.server.closing.wait(PATIENCE)


def _say_it_late(call: _Call) -> None:
    call.server.closing.wait(LATE)
    call.wfile.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def _hang_up(call: _Call) -> None:
    call.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    call.connection.close()


_BREAKS: dict[str, Callable[[_Call], None]] = {
    "garbage": _say_garbage,
    "never": _say_nothing,
    "reset": _hang_up,
    "slow": _say_it_late,
}
