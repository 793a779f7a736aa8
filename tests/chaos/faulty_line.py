"""The line between one phone and its server: passes everything on, and spoils answers to sealed items when told to."""

import http.client
import random
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from service_worker.tests.lying import worker_lies

SEALED, WORKER = "/sealed", "/service-worker.js"
HELD_AT_MOST = 20.0  # seconds; a phone gives up after 12
ANSWER_WITHIN = 15.0  # seconds
STAY_HOME = {"connection", "transfer-encoding", "keep-alive", "content-length"}
NOT_ASKED = {"accept-encoding"}  # what is changed on its way must not be compressed
PAGE = b"<h1>Welcome to the free network</h1>"
Answer = tuple[int, dict[str, str], bytes]


class FaultyLine:
    """What to spoil next, and what has been seen; `hold` keeps the next sealed item until `release`."""

    def __init__(self, web_port: int, chance: random.Random) -> None:
        self.posts = 0
        self.told: Counter[str] = Counter()
        self.version = 0
        self.clock_shift = 0  # milliseconds by which the clock of the next worker is wrong
        self.from_worker = 0  # sealed items that no page sent
        self.web_port = web_port
        self._chance = chance
        self._faults: list[str] = []
        self._released = threading.Event()
        self._changed = threading.Condition()
        self._door = _Door(("127.0.0.1", 0), type("Passing", (_Passing,), {"line": self}))
        self.url = f"http://localhost:{self._door.server_port}"
        threading.Thread(target=self._door.serve_forever, args=(0.05,), daemon=True).start()

    def spoil(self, *faults: str) -> None:
        """The next sealed items get these answers, in this order: a status, `hold`, `html` or `cut`."""
        self._released.clear()
        self._faults = list(faults)

    def heal(self) -> None:
        """From now on everything passes; what was held is let go."""
        self._faults = []
        self._released.set()

    def close(self) -> None:
        """Hang up."""
        self.heal()
        self._door.shutdown()
        self._door.server_close()

    def until_posts(self, number: int, *, within: float = 10.0) -> None:
        """Wait until so many sealed items have come since the start."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.posts >= number, within), f"{self.posts} of {number} posts"

    def spoiled(self, path: str, sender: str, ask: Callable[[], Answer]) -> Answer | None:
        """The answer to one request; None cuts the line. A spoiled item may have been stored, or may not."""
        if not path.endswith(SEALED):
            return self._updated(path, ask())
        fault = self._next_fault(sender)
        stored = ask() if not fault or self._chance.random() < 0.5 else None
        if not fault:
            return stored
        if fault == "hold":
            self._released.wait(HELD_AT_MOST)
            return None
        if fault == "cut":
            return None
        if fault == "html":
            return 200, {"Content-Type": "text/html"}, PAGE
        return int(fault), {"Content-Type": "application/json", "Retry-After": "1"}, b'{"error": "spoiled"}'

    def _next_fault(self, sender: str) -> str:
        with self._changed:
            self.posts += 1
            self.from_worker += sender.endswith(WORKER)
            fault = self._faults.pop(0) if self._faults else ""
            self.told[fault or "passed"] += 1
            self._changed.notify_all()
        return fault

    def _updated(self, path: str, answer: Answer) -> Answer:
        status, headers, body = answer
        if path == WORKER and status == 200:
            before, said, after = body.decode().partition('"version": "')
            assert said, "the worker's version is not where it was"
            body = worker_lies(f"{before}{said}{self.version}-{after}", self.clock_shift).encode()
        return status, headers, body


class _Door(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A killed browser hangs up in mid-word; that is what it is killed for."""


class _Passing(BaseHTTPRequestHandler):
    """One connection of the phone; made into a class of its own for each line."""

    protocol_version = "HTTP/1.1"
    line: FaultyLine

    def do_GET(self) -> None:
        """Pages, scripts, pictures."""
        self._pass_on()

    def do_POST(self) -> None:
        """Forms and sealed items."""
        self._pass_on()

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            sender = self.headers.get("Referer") or ""
            answer = self.line.spoiled(self.path.partition("?")[0], sender, lambda: self._ask(body))
        except (OSError, http.client.HTTPException):
            answer = None  # the server has been killed
        self.close_connection = answer is None
        if answer is not None:
            with suppress(OSError):  # the phone has gone
                self._tell(*answer)

    def _ask(self, body: bytes) -> Answer:
        server = http.client.HTTPConnection("127.0.0.1", self.line.web_port, timeout=ANSWER_WITHIN)
        with closing(server):
            headers = {name: text for name, text in self.headers.items() if name.lower() not in NOT_ASKED}
            server.request(self.command, self.path, body or None, headers)
            got = server.getresponse()
            headers = {name: text for name, text in got.getheaders() if name.lower() not in STAY_HOME}
            return got.status, headers, got.read()

    def _tell(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""
