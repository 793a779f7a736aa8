"""Which address may be called and for how long: resolved once, checked, and that very address is dialled.

The pool knows a receiver by its name, so TLS checks the name; the socket goes to the address we checked, so a
name that changes its address between check and call gains nothing.
"""

import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore2

SOCKET_OPTION = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


class NotPublic(Exception):
    """The name leads to an address inside: our own machine or network."""


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
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as unknown:
            raise httpcore2.ConnectError(str(unknown)) from unknown
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._allow_private and not all(is_public(address) for address in addresses):
            raise NotPublic(host)
        return addresses


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


def is_public(address: str) -> bool:
    """Whether an IP address is out on the internet, also when it is an IPv4 address dressed as IPv6."""
    parsed = ip_address(address.partition("%")[0])
    inner = _inside(parsed) if isinstance(parsed, IPv6Address) else None
    return parsed.is_global and not parsed.is_multicast and (inner is None or inner.is_global)


def _inside(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _left(end: float, timeout: float | None, fault: type[Exception]) -> float:
    seconds = end - time.monotonic()
    if seconds <= 0:
        raise fault("the time for this call is over")
    return seconds if timeout is None else min(seconds, timeout)
