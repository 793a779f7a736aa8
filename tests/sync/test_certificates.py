"""A receiver with a certificate nobody vouches for is not told anything."""

import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from companion.foundation.clock import SystemClock
from companion.sync.gateway import Letter
from companion.sync.sending import HttpGateway


class Taking(BaseHTTPRequestHandler):
    """Answers 200 to everything, and counts."""

    seen = 0

    def do_POST(self) -> None:
        """Take it."""
        type(self).seen += 1
        self.send_response(200)
        self.end_headers()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with unvouched(tmp_path) as found:
        yield found


@contextmanager
def unvouched(folder: Path) -> Iterator[str]:
    """An https server with a certificate it signed itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(folder / "self.pem"))
    with HTTPServer(("127.0.0.1", 0), Taking) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def test_an_unknown_certificate_ends_the_call(address: str) -> None:
    with HttpGateway(allow_private=True, end_within=3) as gateway:
        answer = gateway.post(Letter(address, {}, b"{}"), begin_within=3)
    assert (answer.status, answer.reason, answer.arrived) == (None, "not-reachable", False)
    assert Taking.seen == 0


def self_signed(path: Path) -> Path:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")])
    now = SystemClock().now()
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    certificate = made.add_extension(alternative, critical=False).sign(key, hashes.SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return path
