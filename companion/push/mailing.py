"""A mail through the municipality's own server: TLS with checked certificates, plain text, one recipient."""

import smtplib
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from uuid import UUID

from companion.foundation import clock, outgoing_tls
from companion.foundation.config_channels import MailWay
from companion.push.gateway import Result
from companion.push.rules import ACCEPTED, LATER, REFUSED, UNKNOWN

WITHIN = 20.0  # seconds for each step
FIRST_PERMANENT = 500  # SMTP replies from here on are final (RFC 5321, 4.2.1)


class SmtpGateway:
    """One connection a mail: there are few of them, and none is left open half-way."""

    def __init__(self, way: MailWay) -> None:
        self._way = way

    def send(self, address: str, subject: str, text: str, *, reference: UUID) -> Result:
        """Send it once: before the text is handed over a fault means LATER or REFUSED, after that UNKNOWN."""
        written = self._written(address, subject, text, reference)
        try:
            server = self._open()
        except smtplib.SMTPAuthenticationError:
            return Result(REFUSED, "sign-in-refused")
        except (OSError, smtplib.SMTPException):
            return Result(LATER, "not-reachable")
        try:
            return self._hand_over(server, address, written)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def _open(self) -> smtplib.SMTP:
        way, context = self._way, outgoing_tls.context()
        if way.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(way.host, way.port, timeout=WITHIN, context=context)
        else:
            server = smtplib.SMTP(way.host, way.port, timeout=WITHIN)
        try:
            if way.security == "starttls":
                server.starttls(context=context)
            if way.user:
                server.login(way.user, way.password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server

    def _hand_over(self, server: smtplib.SMTP, address: str, written: bytes) -> Result:
        try:
            server.ehlo_or_helo_if_needed()
            for code, _said in (server.mail(self._way.sender), server.rcpt(address)):
                if code >= 400:
                    return _said_no(code)
        except (OSError, smtplib.SMTPException):
            return Result(LATER, "connection-lost")
        try:
            code, _said = server.data(written)
        except smtplib.SMTPDataError as refused:
            return _said_no(refused.smtp_code)
        except (OSError, smtplib.SMTPException):
            return Result(UNKNOWN, "connection-lost")
        return Result(ACCEPTED, f"smtp-{code}") if code < 400 else _said_no(code)

    def _written(self, address: str, subject: str, text: str, reference: UUID) -> bytes:
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = self._way.sender, address, subject
        mail["Date"] = clock.now()
        mail["Message-ID"] = f"<{reference}@{self._way.sender.partition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answer comes back
        mail.set_content(text)
        return mail.as_bytes()


def _said_no(code: int) -> Result:
    return Result(REFUSED if code >= FIRST_PERMANENT else LATER, f"smtp-{code}")
