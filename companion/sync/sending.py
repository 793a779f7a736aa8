"""Posts a letter over HTTP and says what came of it: no redirects, no proxies, bounded in time and size."""

import contextlib
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpcore2
import httpx2

from companion.foundation import outgoing_tls
from companion.foundation.public_address import NotPublic
from companion.sync.dialling import CheckedBackend, limits
from companion.sync.gateway import Letter
from companion.sync.rules import Answer

END_WITHIN = 30.0  # seconds; Standard Webhooks recommends a time-out of 15 to 30 s
MOST_READ = 64 * 1024  # bytes of an answer; only its status matters
CONNECTIONS = httpx2.Limits(max_connections=32, max_keepalive_connections=8, keepalive_expiry=30)


class HttpGateway:
    """The real gateway; one pool of connections for all receivers."""

    def __init__(self, *, allow_private: bool, end_within: float = END_WITHIN) -> None:
        self._schemes = ("https", "http") if allow_private else ("https",)
        self._end_within = end_within
        self._client = httpx2.Client(
            transport=_CheckedTransport(allow_private=allow_private),
            timeout=end_within,
            follow_redirects=False,
            trust_env=False,
            headers={"user-agent": "companion", "accept-encoding": "identity"},
        )

    def post(self, letter: Letter, *, begin_within: float) -> Answer:
        """Post the letter; whatever happens is an answer."""
        if urlsplit(letter.address).scheme not in self._schemes:
            return Answer(None, "address-not-https", arrived=False)
        try:
            with limits(begin_within=begin_within, end_within=self._end_within):
                return self._call(letter)
        except (httpx2.HTTPError, httpx2.InvalidURL, NotPublic) as fault:
            return _failure(fault)

    def close(self) -> None:
        """Hang up everywhere."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _call(self, letter: Letter) -> Answer:
        with self._client.stream("POST", letter.address, content=letter.body, headers=letter.headers) as response:
            self._client.cookies.clear()  # a receiver keeps no state with us
            with contextlib.suppress(httpx2.HTTPError):  # the status has been said; the rest does not matter
                _read_some(response)
            status = response.status_code
            return Answer(status, f"http-{status}", response.headers.get("retry-after"), arrived=_arrived(status))


class _CheckedTransport(httpx2.HTTPTransport):
    """httpx2's own transport over a pool that dials checked addresses only."""

    def __init__(self, *, allow_private: bool) -> None:
        context = outgoing_tls.context()
        super().__init__(verify=context, trust_env=False, limits=CONNECTIONS)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context,
            max_connections=CONNECTIONS.max_connections,
            max_keepalive_connections=CONNECTIONS.max_keepalive_connections,
            keepalive_expiry=CONNECTIONS.keepalive_expiry,
            network_backend=CheckedBackend(allow_private=allow_private),
        )


def _read_some(response: httpx2.Response) -> None:
    """Read a short answer to its end, so that the connection can serve again; a long one is cut off."""
    read = 0
    for part in response.iter_raw():
        read += len(part)
        if read > MOST_READ:
            return


def _failure(fault: Exception) -> Answer:
    """What is known when there is no status; `arrived` stays open where the letter may have been read."""
    if isinstance(fault, NotPublic):
        return Answer(None, "address-not-public", arrived=False)
    if isinstance(fault, httpx2.ConnectTimeout | httpx2.ConnectError | httpx2.PoolTimeout):
        return Answer(None, "not-reachable", arrived=False)
    if isinstance(fault, httpx2.InvalidURL | httpx2.UnsupportedProtocol | httpx2.LocalProtocolError):
        return Answer(None, "address-wrong", arrived=False)
    if isinstance(fault, httpx2.TimeoutException):
        return Answer(None, "timeout")
    if isinstance(fault, httpx2.RemoteProtocolError):
        return Answer(None, "not-http")
    return Answer(None, "connection-lost")


def _arrived(status: int) -> bool | None:
    """Whether it is there: a 5xx may come after the letter was stored (a gateway timed out, a fault on the way)."""
    return None if status >= 500 else 200 <= status < 300
