"""Which address may be called and for how long: resolved once, checked, and that very address is dialled.

The pool knows a receiver by its name, so TLS checks the name; the socket goes to the address we checked, so a
name that changes its address between check and call gains nothing.
"""

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpcore2

from companion.foundation.public_address import addresses

SOCKET_OPTION = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


@dataclass(frozen=True)
class _Call:
    begin_by: float
    end_by: float


_call: ContextVar[_Call] = ContextVar("companion_sync_call")


@contextmanager
def limits(*, begin_within: float, end_within: float) -> Iterator[None]:
    """Inside, a connection is made within `begin_within` seconds and all is over within `end_within`."""
    now = time.monotonic()
    token = _call.set(_Call(now + begin_within, now + end_within))
    try:
        yield
    finally:
        _call.reset(token)


class CheckedBackend(httpcore2.NetworkBackend):
    """Dials only public addresses (unless private ones are allowed) and keeps the limits of the call."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(  # noqa: PLR0917 - the signature of httpcore2.NetworkBackend
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Dial the first checked address that answers. Raises NotPublic, ConnectError or ConnectTimeout."""
        fault: Exception = httpcore2.ConnectError("the name has no address")
        for address in self._addresses(host, port):
            seconds = _left(_call.get().begin_by, timeout, httpcore2.ConnectTimeout)
            try:
                stream = self._plain.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as refused:
                fault = refused
            else:
                return _LimitedStream(stream)
        raise fault

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            return addresses(host, port, allow_private=self._allow_private)
        except OSError as unknown:
            raise httpcore2.ConnectError(str(unknown)) from unknown


class _LimitedStream(httpcore2.NetworkStream):
    """A stream on which no drop-by-drop answer outlasts the call."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(_call.get().end_by, timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(_call.get().end_by, timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        seconds = _left(_call.get().begin_by, timeout, httpcore2.ConnectTimeout)
        return _LimitedStream(self._stream.start_tls(ssl_context, server_hostname, seconds))

    def get_extra_info(self, name: str) -> Any:
        return self._stream.get_extra_info(name)


def _left(end: float, timeout: float | None, fault: type[Exception]) -> float:
    seconds = end - time.monotonic()
    if seconds <= 0:
        raise fault("the time for this call is over")
    return seconds if timeout is None else min(seconds, timeout)
