"""A citizen who shares: her reading, her consent, the unit and its receiver, made in a line each."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from companion.checkins import answers, instruments
from companion.checkins import service as checkins
from companion.consent import service as consent
from companion.consent.texts import consent_text
from companion.foundation import clock
from companion.foundation.audit import AuditLine
from companion.foundation.database import reading, transaction
from companion.sync import service as sync
from companion.sync.gateway import Letter
from companion.sync.records import Delivery
from companion.sync.rules import Answer
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, approved

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OK = Answer(200, "http-200", arrived=True)


@dataclass(frozen=True)
class Sharing:
    """Amina, who said yes to the unit, and one reading she has opened."""

    citizen: Somebody
    unit: uuid.UUID
    consent: uuid.UUID
    reading: uuid.UUID

    def release(self) -> uuid.UUID:
        """She lets the reading go."""
        return sync.release(reading_id=self.reading, actor=self.citizen.actor)

    def withdraw(self) -> None:
        """She takes her yes back."""
        consent.withdraw(consent_id=self.consent, actor=self.citizen.actor)

    def state(self) -> str:
        """What her newest line about sharing says."""
        return str(sync.shared_with(self.citizen.id)[0].state)


@dataclass
class RecordingGateway:
    """The twin of the real gateway: keeps every letter and answers what it was told, then 200."""

    answers: list[Answer] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    def post(self, letter: Letter, *, begin_within: float) -> Answer:
        """Keep the letter and give the next answer."""
        assert begin_within > 0
        self.letters.append(letter)
        return self.answers.pop(0) if self.answers else OK


def sharing(*, address: str = "https://cases.example.dk/in", open_it: bool = True) -> Sharing:
    """A citizen with a live consent to a unit with one receiver, and a reading."""
    unit, citizen = a_unit(), a_citizen()
    a_receiver(unit, address)
    return Sharing(citizen, unit, says_yes(citizen, unit), a_reading(citizen, open_it=open_it))


def a_receiver(unit: uuid.UUID, address: str = "https://cases.example.dk/in") -> uuid.UUID:
    """A system of the unit that takes indexes."""
    return sync.add_receiver(unit=unit, address=address, secret=SECRET, purposes=["who5-index"], actor=MADE_BY)


def says_yes(citizen: Somebody, unit: uuid.UUID) -> uuid.UUID:
    """Her consent to share the index with this unit."""
    approved(unit)
    text = consent_text("who5-index", "da")
    assert text is not None
    return consent.give(purpose="who5-index", unit=unit, language="da", text_version=text.version, actor=citizen.actor)


def a_reading(
    citizen: Somebody, said: Sequence[int] = (3, 3, 3, 3, 3), *, open_it: bool = True, language: str = "da"
) -> uuid.UUID:
    """Five answers, and her look at the result."""
    wording = instruments.wording("who5", language)
    assert wording is not None
    key = uuid.uuid4()
    answer = answers.Answer(key, language, wording.version, tuple(said), clock.now(), 60)
    answers.take_in(answer, actor=citizen.actor)
    if open_it:
        checkins.open_result(reading_id=key, actor=citizen.actor)
    return key


def ends_a_yes(body: dict[str, Any]) -> bool:
    """Whether this body tells that a yes is over."""
    first = body.get("entry", [{}])[0].get("resource", {})
    return "Consent" in (first.get("resourceType"), body.get("type", "").rpartition(".")[2].capitalize())


def deliveries() -> Sequence[Delivery]:
    """All deliveries, as they stand."""
    with transaction() as session:
        return session.scalars(select(Delivery).order_by(Delivery.next_due)).all()


def only_delivery() -> Delivery:
    """The one delivery there is."""
    (delivery,) = deliveries()
    return delivery


def events() -> list[str]:
    """What the audit has written about readings and releases, in order."""
    lines = select(AuditLine.event).order_by(AuditLine.at)
    with reading() as db:
        return [event for event in db.scalars(lines) if event.startswith(("reading.", "release."))]
