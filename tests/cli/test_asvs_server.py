"""The web server as it is installed: where a request ends is never in doubt, and nothing is said back."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.cli.an_installation import install

UP_WITHIN = 60.0  # seconds; a busy machine starts Python slowly
BEGIN = b"POST /language HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"  # answered with "ok" if it is heard


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where `companion serve` listens."""
    with pytest.MonkeyPatch.context() as environment, socket.create_server(("127.0.0.1", 0)) as free:
        install(tmp_path_factory.mktemp("served"), environment)
        chosen = int(free.getsockname()[1])
        free.close()
        serving = [sys.executable, "-m", "companion", "serve", "--port", str(chosen)]
        program = subprocess.Popen(serving, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _until_up(chosen)
        yield chosen
        program.terminate()
        program.wait(timeout=15)


def test_it_works(port: int) -> None:
    assert said(port, HIDDEN).endswith(b"ok\n")


def test_one_request_after_the_other_is_two_answers(port: int) -> None:
    answers = said(port, BEGIN + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN)
    assert answers.count(b"HTTP/1.1 ") == 2 and answers.endswith(b"ok\n")


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" % (5 + len(HIDDEN)),
        b"Content-Length: 0\r\nContent-Length: %d\r\n\r\n" % len(HIDDEN),
        b"Content-Length: %d\r\nTransfer-Encoding: xchunked\r\n\r\n" % len(HIDDEN),
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: +0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
    ],
)
def test_a_second_request_cannot_hide_in_the_first(port: int, lengths: bytes) -> None:
    """RFC 9112, 6.3: two lengths that disagree are one answer and the end of the connection."""
    answers = said(port, BEGIN + lengths + HIDDEN)
    assert answers.count(b"HTTP/1.1 ") == 1 and not answers.endswith(b"ok\n")


def test_trace_says_nothing_back(port: int) -> None:
    answer = said(
        port, b"TRACE /help HTTP/1.1\r\nHost: localhost\r\nX-Canary: heard-by-nobody\r\nConnection: close\r\n\r\n"
    )
    assert answer.startswith(b"HTTP/1.1 403 ") and b"heard-by-nobody" not in answer


def said(port: int, raw: bytes) -> bytes:
    """Everything the server answers to these bytes until it hangs up or has no more to say."""
    answered = b""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(raw)
        connection.settimeout(2)
        with contextlib.suppress(TimeoutError, ConnectionResetError):
            while part := connection.recv(65536):
                answered += part
    return answered


def _until_up(port: int) -> None:
    deadline = time.monotonic() + UP_WITHIN
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if said(port, HIDDEN):
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")
