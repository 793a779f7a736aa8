"""A text message through an HTTP gateway: one JSON POST with a bearer token, to the one address in the settings."""

from uuid import UUID

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError

from companion.foundation import clock, outgoing_tls
from companion.foundation.config_channels import SmsWay
from companion.foundation.retry_after import wished_wait
from companion.push.gateway import Result
from companion.push.rules import LATER, REFUSED, UNKNOWN, fits_one_text, text_state_of

CONNECT_WITHIN, ANSWER_WITHIN = 5.0, 20.0  # seconds


class HttpSmsGateway:
    """Posts `{"to", "text", "sender", "reference"}`; the reference lets a gateway refuse a second one."""

    def __init__(self, way: SmsWay) -> None:
        self._way = way
        self._pool = urllib3.PoolManager(
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_WITHIN, read=ANSWER_WITHIN),
            ssl_context=outgoing_tls.context(),
            headers={"authorization": f"Bearer {way.token.get_secret_value()}", "user-agent": "companion"},
        )

    def send(self, number: str, text: str, *, reference: UUID) -> Result:
        """Send it once. A connection that was never made is tried later; a lost answer is UNKNOWN."""
        if not fits_one_text(text):
            return Result(REFUSED, "too-long")
        told = {"to": number, "text": text, "sender": self._way.sender, "reference": str(reference)}
        try:
            answer = self._pool.request("POST", self._way.url, json=told, headers=self._pool.headers, redirect=False)
        except NewConnectionError:
            return Result(LATER, "not-reachable")
        except HTTPError as fault:
            certain = "CERTIFICATE" in str(fault).upper()  # TLS refused: not a word was said
            return Result(LATER, "not-trusted") if certain else Result(UNKNOWN, "connection-lost")
        wait = wished_wait(answer.headers.get("retry-after"), now=clock.now())
        return Result(text_state_of(answer.status), f"http-{answer.status}", wait or None)
