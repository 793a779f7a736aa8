"""A citizen with an opened result and a unit that can receive it: what several tests of this room begin with."""

import uuid
from dataclasses import dataclass

from flask.testing import FlaskClient

from companion.checkins import answers
from companion.consent import service as consent
from companion.consent.purposes import WHO5_INDEX
from companion.sync import service as sync
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, approved, signed_in
from tests.phone import check_in, phone_of, sent_now

RECEIVER = "http://127.0.0.1:9/fhir"


@dataclass(frozen=True)
class Story:
    """Amina, her municipality's unit for jobs, and the key of her newest answer."""

    amina: Somebody
    unit: uuid.UUID
    reading: uuid.UUID

    def yes(self, unit: uuid.UUID | None = None) -> uuid.UUID:
        """She says yes to sharing her index."""
        where = unit or self.unit
        return consent.give(purpose=WHO5_INDEX, unit=where, language="da", text_version=1, actor=self.amina.actor)


def a_story(client: FlaskClient) -> Story:
    """She has answered and is signed in; her result is not opened yet, nothing is shared."""
    amina, unit = a_citizen(), a_receiving_unit()
    signed_in(client, amina)
    return Story(amina, unit, answered(amina))


def a_receiving_unit() -> uuid.UUID:
    """A unit with an approved text and a receiver."""
    unit = a_unit()
    approved(unit)
    sync.add_receiver(unit=unit, address=RECEIVER, secret=sync.make_secret(), purposes=[WHO5_INDEX], actor=MADE_BY)
    return unit


def answered(person: Somebody, chosen: tuple[int, ...] = (5, 4, 3, 2, 1)) -> uuid.UUID:
    """This person has answered; the key of the answer."""
    return answers.take_in_sealed(sent_now(phone_of(person).seal(check_in(answers=chosen))), actor=person.actor)[0]
