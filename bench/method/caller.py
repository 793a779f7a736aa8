"""Calls a WSGI application in this process: no sockets, no server, nothing but the application's own work."""

import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
HOST, PORT = "localhost", "8000"


class Answer:
    """Status, headers and body of one answer."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        self.body = b""

    def start(self, status: str, headers: list[tuple[str, str]], _fault: Any = None) -> None:
        """WSGI's `start_response`."""
        self.status, self.headers = status, headers


def browser(path: str, cookie: str | None = None) -> dict[str, Any]:
    """The environment of a GET as a phone's browser sends it."""
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": HOST,
        "SERVER_PORT": PORT,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": f"{HOST}:{PORT}",
        "HTTP_ACCEPT": "text/html,application/xhtml+xml,*/*;q=0.8",
        "HTTP_ACCEPT_LANGUAGE": "ar,da;q=0.8",
        "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
        "HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14; Mobile) Chrome/140.0",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    return environ | ({"HTTP_COOKIE": f"companion={cookie}"} if cookie else {})


def post(path: str, body: bytes, cookie: str) -> dict[str, Any]:
    """The environment of a POST of JSON from one of our own pages."""
    sent = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    return browser(path, cookie) | sent


def call(app: Wsgi, environ: dict[str, Any]) -> Answer:
    """One request; `environ` is copied, so it can be used again."""
    answer = Answer()
    chunks = app({"wsgi.input": BytesIO(), **environ}, answer.start)
    try:
        answer.body = b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
    return answer
