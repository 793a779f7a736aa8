"""Posts sealed notices: only to the push services on the list, https, checked addresses, no redirects, pooled."""

import socket
from functools import cache
from typing import Any

import urllib3
from urllib3.connection import HTTPSConnection
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
AT_ONCE = 8  # connections to one push service
NOT_BEGUN = (ConnectTimeoutError, NewConnectionError, NameResolutionError, SSLError)


class _CheckedConnection(HTTPSConnection):
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


class UrllibGateway:
    """The real gateway; one pool of connections for all push services. `allow_private` is for tests alone."""

    def __init__(self, services: Services, *, allow_private: bool = False) -> None:
        self._services = services
        self._allow_private = allow_private
        self._pools = urllib3.PoolManager(
            maxsize=AT_ONCE,
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_WITHIN, read=ANSWER_WITHIN),
            ssl_context=outgoing_tls.context(),
        )
        if not allow_private:
            self._pools.pool_classes_by_scheme = {"https": _CheckedPool}

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
        answer = self._pools.request(
            "POST", parcel.endpoint, body=parcel.body, headers=parcel.headers, redirect=False, preload_content=False
        )
        _hang_up(answer)
        wait = wished_wait(answer.headers.get("retry-after"), now=clock.now())
        return Result(state_of(answer.status), f"http-{answer.status}", wait or None)

    def close(self) -> None:
        """Hang up everywhere."""
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
