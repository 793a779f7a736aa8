"""Posts sealed notices: only to the push services on the list, https, checked addresses, no redirects, pooled."""

import socket
from functools import cache
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    SSLError,
)
from urllib3.util.connection import create_connection

from companion.foundation import clock, outgoing_tls
from companion.foundation.public_address import NotPublic, addresses
from companion.foundation.retry_after import wished_wait
from companion.push.gateway import Parcel, Result
from companion.push.rules import LATER, REFUSED, Services, state_of

CONNECT_WITHIN, ANSWER_WITHIN = 5.0, 15.0  # seconds
PATIENCE = urllib3.Timeout(connect=CONNECT_WITHIN, read=ANSWER_WITHIN)
AT_ONCE = 8  # connections to one push service
MOST_POOLS = 50  # push services at once; Windows has one host for each of its regions
NOT_BEGUN = (ConnectTimeoutError, NewConnectionError, NameResolutionError, SSLError)


class _OneWrite(HTTPConnection):
    """Lets the head of a POST wait for its body: a notice leaves in one packet, half the work of the network."""

    _head: bytes = b""

    def putrequest(self, *args: Any, **more: Any) -> None:
        """A new request begins; nothing of one that failed half-way is left."""
        self._head = b""
        super().putrequest(*args, **more)

    def send(self, piece: Any) -> None:
        """The head is kept, whatever follows takes it along; every parcel has a body."""
        if not self._head and bytes(piece[:5]) == b"POST ":
            self._head = bytes(piece)
            return
        head, self._head = self._head, b""
        super().send(head + piece if head else piece)


class _SecureConnection(_OneWrite, HTTPSConnection):
    """The same on https."""


class _CheckedConnection(_SecureConnection):
    """Resolves the name, checks every address, dials the one it checked; TLS still checks the name."""

    def _new_conn(self) -> socket.socket:
        timeout = self.timeout if isinstance(self.timeout, int | float) else CONNECT_WITHIN
        fault: OSError = OSError("the name has no address")
        try:
            for address in addresses(self._dns_host, self.port or 443):
                try:
                    return create_connection((address, self.port or 443), timeout, socket_options=self.socket_options)
                except OSError as refused:
                    fault = refused
        except OSError as unknown:
            fault = unknown
        raise NewConnectionError(self, str(fault)) from fault


class _CheckedPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _CheckedConnection


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _OneWrite


CHECKED_POOLS: dict[str, type[urllib3.HTTPConnectionPool]] = {"https": _CheckedPool}
TEST_POOLS: dict[str, type[urllib3.HTTPConnectionPool]] = {"https": _SecurePool, "http": _PlainPool}


class UrllibGateway:
    """The real gateway; one pool of connections for all push services. `allow_private` is for tests alone."""

    def __init__(self, services: Services, *, allow_private: bool = False) -> None:
        self._services = services
        self._allow_private = allow_private
        self._kinds = TEST_POOLS if allow_private else CHECKED_POOLS
        self._context = outgoing_tls.context()
        self._pools: dict[str, urllib3.HTTPConnectionPool] = {}

    def post(self, parcel: Parcel) -> Result:
        """Post it once; whatever happens is a result. A notice may come twice: its tag shows it once."""
        if not self._allow_private and not self._services.take(parcel.endpoint):
            return Result(REFUSED, "address-not-listed")
        try:
            return self._post(parcel)
        except NotPublic:
            return Result(REFUSED, "address-not-public")
        except LocationParseError:
            return Result(REFUSED, "address-wrong")
        except HTTPError as fault:
            return Result(LATER, "not-reachable" if _not_begun(fault) else "connection-lost")

    def _post(self, parcel: Parcel) -> Result:
        pool, path = self._pool(parcel.endpoint)
        answer = pool.urlopen(
            "POST", path, parcel.body, parcel.headers, retries=False, redirect=False, preload_content=False
        )
        _hang_up(answer)
        asked = answer.headers.get("retry-after")
        wait = wished_wait(asked, now=clock.now()) if asked else None
        return Result(state_of(answer.status), f"http-{answer.status}", wait)

    def _pool(self, endpoint: str) -> tuple[urllib3.HTTPConnectionPool, str]:
        """The connections to this push service, and the rest of the address."""
        scheme, _, rest = endpoint.partition("://")
        host, _, path = rest.partition("/")
        origin = f"{scheme}://{host}"
        if origin not in self._pools:
            if len(self._pools) >= MOST_POOLS:
                self.close()
            self._pools[origin] = self._open(origin)
        return self._pools[origin], f"/{path}"

    def _open(self, origin: str) -> urllib3.HTTPConnectionPool:
        where = urllib3.util.parse_url(origin)
        secure: dict[str, Any] = {"ssl_context": self._context} if where.scheme == "https" else {}
        kind = self._kinds[where.scheme or "https"]
        return kind(where.host or "", where.port, maxsize=AT_ONCE, timeout=PATIENCE, **secure)

    def close(self) -> None:
        """Hang up everywhere."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()


def _hang_up(answer: Any) -> None:
    """Keep the connection after an empty answer, which is what a 201 is; what else is said is not read."""
    if answer.headers.get("content-length") == "0" or answer.status == 204:
        answer.drain_conn()
        answer.release_conn()
    else:
        answer.close()


def _not_begun(fault: HTTPError) -> bool:
    reason = fault.reason if isinstance(fault, MaxRetryError) else fault
    return isinstance(reason, NOT_BEGUN)


@cache
def listed() -> Services:
    """The push services of `services.toml`."""
    import tomllib

    from companion.foundation import places

    written = tomllib.loads((places.package() / "push" / "services.toml").read_text(encoding="utf-8"))
    return Services(frozenset(written["hosts"]), frozenset(written["domains"]))
