"""A conformance check an integrator runs against the own endpoint: six calls, each with what should come back.

The bodies are made up: no citizen stands behind them, and their keys are random.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from companion.sync import cloudevents, fhir_facts, fhir_removal, signing, told
from companion.sync.fhir import CONTENT_TYPE
from companion.sync.gateway import Gateway, Letter
from companion.sync.names import Fact, Letterhead
from companion.sync.receivers import CLOUDEVENTS
from companion.sync.rules import Answer
from companion.sync.told import Line, Told

BEGIN_WITHIN = 5.0  # seconds, as for real letters
ACCEPTED, REFUSED, UNREADABLE = "2xx", "401 or 403", "400, 409 or 422"
_FITS: dict[str, Callable[[int], bool]] = {
    ACCEPTED: lambda status: 200 <= status < 300,
    REFUSED: lambda status: status in (401, 403),
    UNREADABLE: lambda status: status in (400, 409, 422),
}


@dataclass(frozen=True)
class Finding:
    """One call: what it tried, what should come back, and what did."""

    name: str
    wanted: str
    got: str
    is_fine: bool


def check(*, address: str, secret: str, form: str, gateway: Gateway, now: datetime) -> Iterator[Finding]:
    """Try one address; findings in order. Raises signing.BadSecret."""
    signing.key_of(secret)
    content_type, body = _sample(form, now)
    sends = _Sender(address, content_type, gateway, now)
    first = str(uuid.uuid4())
    yield _tls(address)
    yield sends.finding("a genuine call is accepted", ACCEPTED, first, body, secret)
    yield sends.finding("the same call once more is accepted", ACCEPTED, first, body, secret)
    yield sends.finding("the same resources under another webhook-id", ACCEPTED, str(uuid.uuid4()), body, secret)
    wrong = signing.make_secret()
    yield sends.finding("a signature by somebody else is refused", REFUSED, str(uuid.uuid4()), body, wrong)
    two = signing.make_secret()
    yield sends.finding("two signatures, one of them yours", ACCEPTED, str(uuid.uuid4()), body, two, secret)
    late = _Sender(address, content_type, gateway, now - timedelta(minutes=10))
    yield late.finding("a call ten minutes old is refused", REFUSED, str(uuid.uuid4()), body, secret)
    broken = b'{"resourceType": "Bundle"}'
    yield sends.finding("a body without content is refused", UNREADABLE, str(uuid.uuid4()), broken, secret)
    gone = _tombstone(form, body)
    yield sends.finding("entered-in-error replaces what stands", ACCEPTED, str(uuid.uuid4()), gone, secret)


@dataclass(frozen=True)
class _Sender:
    address: str
    content_type: str
    gateway: Gateway
    at: datetime

    def finding(self, name: str, wanted: str, webhook_id: str, body: bytes, *secrets: str) -> Finding:
        """Send it and judge the answer."""
        signed = signing.headers(webhook_id=webhook_id, at=self.at, body=body, signed_with=secrets)
        letter = Letter(self.address, {"content-type": self.content_type, **signed}, body)
        answer: Answer = self.gateway.post(letter, begin_within=BEGIN_WITHIN)
        is_fine = answer.status is not None and _FITS[wanted](answer.status)
        return Finding(name, wanted, answer.reason, is_fine)


def sample_head(now: datetime) -> Letterhead:
    """Made-up names, one consent of a year."""
    day = now.date()
    return Letterhead(
        namespace=uuid.uuid4(),
        citizen_key=uuid.uuid4(),
        consent_id=uuid.uuid4(),
        unit_id=uuid.uuid4(),
        fact_id=uuid.uuid4(),
        version=1,
        released_on=day,
        consent_from=day,
        consent_until=day + timedelta(days=365),
    )


def _sample(form: str, now: datetime) -> tuple[str, bytes]:
    subject = uuid.uuid4()
    values = Told(told.INDICATORS, subject, now.date(), (Line(subject, "health", 3),), ("companion", "1"))
    fact = Fact(sample_head(now), values)
    if form == CLOUDEVENTS:
        return cloudevents.CONTENT_TYPE, cloudevents.body(fact)
    return CONTENT_TYPE, fhir_facts.body(fact)


def _tombstone(form: str, body: bytes) -> bytes:
    """The one that follows this very body: its own names, and no value."""
    sent = json.loads(body)
    if form == CLOUDEVENTS:
        sent["data"] = {"citizen": sent["data"]["citizen"], "version": 2, "status": fhir_removal.WRONG}
        return json.dumps({**sent, "id": str(uuid.uuid4())}).encode()
    entry = sent["entry"][0]
    kept = ("resourceType", "identifier", "subject", "code")
    entry["resource"] = {name: entry["resource"][name] for name in kept} | {"status": fhir_removal.WRONG}
    return json.dumps({**sent, "entry": [entry]}).encode()


def _tls(address: str) -> Finding:
    """Real letters go to https only, with a certificate whose name and chain are checked."""
    scheme = urlsplit(address).scheme
    note = "https" if scheme == "https" else f"{scheme}: fine on this machine, refused for a real receiver"
    return Finding("the address is https", "https", note, scheme in ("https", "http"))
