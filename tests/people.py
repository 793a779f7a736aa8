"""People for tests: made in one line, with a role and whatever hangs on it."""

import uuid
from dataclasses import dataclass
from datetime import time

from flask.testing import FlaskClient

from companion.accounts import service as accounts
from companion.accounts import sign_in
from companion.accounts.service import Hours
from companion.caseload import service as caseload
from companion.consent import service as consent
from companion.foundation.audit import Actor

OFFICE = Hours(time(9), time(15))
MADE_BY = Actor(None, "system")


@dataclass(frozen=True)
class Somebody:
    """A person in one role."""

    id: uuid.UUID
    role: str
    unit: uuid.UUID | None = None

    @property
    def actor(self) -> Actor:
        """This person, as the audit writes her."""
        return Actor(self.id, self.role, self.unit)


def a_unit(kind: str = "employment") -> uuid.UUID:
    """A unit of the municipality."""
    return accounts.add_unit(kind=kind, name={"da": "Jobafdelingen", "ar": "قسم العمل"}, phone="72 00 00 00")


def a_citizen(language: str = "da", name: str = "Amina Haddad") -> Somebody:
    """A citizen without anybody around her."""
    person = accounts.add_person(name=name, language=language, phone="20 00 00 00")
    accounts.give_role(person=person, role="citizen", actor=MADE_BY)
    return Somebody(person, "citizen")


def staff(role: str = "ips-consultant", unit: uuid.UUID | None = None, name: str = "Karen Holm") -> Somebody:
    """A member of staff with a phone and office hours."""
    place = unit or a_unit()
    person = accounts.add_person(name=name, language="da")
    accounts.give_role(person=person, role=role, unit=place, phone="72 00 00 01", hours=OFFICE, actor=MADE_BY)
    return Somebody(person, role, place)


def responsible_for(citizen: Somebody, role: str = "ips-consultant") -> Somebody:
    """A member of staff who is responsible for this citizen."""
    found = staff(role)
    assert found.unit is not None
    caseload.relate(citizen=citizen.id, staff=found.id, role=role, unit=found.unit, responsible=True, actor=MADE_BY)
    return found


def approved(unit: uuid.UUID, *, language: str = "da", purpose: str = "who5-index") -> None:
    """The unit has approved the consent text in this language."""
    approver = staff("administrator", unit, name="Ole Brandt")
    consent.approve_text(purpose=purpose, language=language, unit=unit, person=approver.id, actor=approver.actor)


def signed_in(client: FlaskClient, person: Somebody, *, own_phone: bool = True, method: str = "passkey") -> FlaskClient:
    """This client is now the person's phone."""
    client.set_cookie("companion", sign_in.sign_in(person=person.id, own_phone=own_phone, method=method))
    return client
