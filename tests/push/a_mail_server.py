"""A mail server on this machine that keeps what it gets and says no when it is told to."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Kept:
    """What came in, and what the next step answers."""

    mails: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    no: dict[str, str] = field(default_factory=dict)  # step → answer, or `hang-up`
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own names
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """The recipient."""
        if "rcpt" in self.no:
            return self.no["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """The mail itself."""
        if self.no.get("data") == "hang-up":
            server.transport.abort()
            return "421 gone"
        if "data" in self.no:
            return self.no["data"]
        self.mails.append(envelope.content)
        self.recipients += envelope.rcpt_tos
        return "250 OK"


@contextmanager
def mail_server(certificate: Path | None = None) -> Iterator[Kept]:
    """A running server; with a certificate it takes mail after STARTTLS alone."""
    kept = Kept()
    more: dict[str, Any] = {}
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        more = {"tls_context": context, "require_starttls": True}
    controller = Controller(kept, hostname="127.0.0.1", port=_free(), **more)
    controller.start()
    kept.port = controller.port
    try:
        yield kept
    finally:
        controller.stop()


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
