"""Which addresses are out on the internet: a name is resolved once, checked, and that very address is dialled."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


class NotPublic(Exception):
    """The name leads to an address inside: our own machine or network."""


def addresses(host: str, port: int, *, allow_private: bool = False) -> list[str]:
    """Every address of this name, to be dialled as it stands here. Raises NotPublic, or OSError if there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    known = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private and not all(is_public(address) for address in known):
        raise NotPublic(host)
    return known


def is_public(address: str) -> bool:
    """Whether an IP address is out on the internet, also when it is an IPv4 address dressed as IPv6."""
    parsed = ip_address(address.partition("%")[0])
    inner = _inside(parsed) if isinstance(parsed, IPv6Address) else None
    return parsed.is_global and not parsed.is_multicast and (inner is None or inner.is_global)


def _inside(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
