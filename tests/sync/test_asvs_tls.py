"""What leaves on https leaves under a recent TLS, to a server whose name and certificate were checked."""

import ssl

import httpx2
import pytest

from companion.foundation import outgoing_tls
from companion.sync.sending import HttpGateway

WEAK = ("RC4", "3DES", "DES-CBC", "NULL", "EXPORT", "MD5", "ADH", "AECDH")


def context_of(gateway: HttpGateway) -> ssl.SSLContext:
    found = gateway._client._transport._pool._ssl_context  # type: ignore[attr-defined] # httpx2 shows it nowhere
    assert isinstance(found, ssl.SSLContext)
    return found


def test_it_works() -> None:
    with HttpGateway(allow_private=False) as gateway:
        calling = context_of(gateway)
    assert calling.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert calling.verify_mode == ssl.CERT_REQUIRED and calling.check_hostname


def test_a_private_network_is_no_reason_to_check_less() -> None:
    with HttpGateway(allow_private=True) as gateway:
        calling = context_of(gateway)
    assert calling.verify_mode == ssl.CERT_REQUIRED and calling.check_hostname


def test_no_weak_cipher_is_offered() -> None:
    with HttpGateway(allow_private=False) as gateway:
        offered = [str(cipher["name"]) for cipher in context_of(gateway).get_ciphers()]
    assert offered and not [name for name in offered if any(weak in name for weak in WEAK)]


def test_an_older_version_is_refused_whatever_the_machine_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian's own OpenSSL leaves the lowest version open."""
    lenient = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    lenient.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    monkeypatch.setattr(httpx2, "create_ssl_context", lambda **_settings: lenient)
    assert outgoing_tls.context().minimum_version == ssl.TLSVersion.TLSv1_2
