"""The demo's fictional municipality: two units, staff with phones and hours, and the citizens of the demo page."""

import uuid
from dataclasses import dataclass
from datetime import time

from companion.accounts import rules, service
from companion.accounts.demo_people import PERSONAS, Persona
from companion.accounts.service import Hours
from companion.checkins.service import switch_on_wording
from companion.consent.purposes import PURPOSES
from companion.consent.service import approve_text
from companion.foundation.audit import Actor

OFFICE = Hours(time(9), time(15))
INSTALLER = Actor(None, "system")
APPROVED = ("da", "en", "ar", "uk")  # the demo municipality has approved its consent texts in these
PHONES = {"consultant": "72 00 00 01", "caseworker": "72 00 00 02", "therapist": "72 00 00 03"}
COURSE_PHONE, OTHER_PHONE, UNIT_PHONE = "72 00 00 04", "72 00 00 09", "72 00 00 00"
EMPLOYMENT = {
    "da": "Afdelingen for job",
    "en": "Employment department",
    "ar": "قسم العمل",
    "uk": "Відділ зайнятості",
}
HEALTH = {"da": "Sundhedscentret", "en": "The health centre", "ar": "المركز الصحي", "uk": "Центр здоров'я"}


@dataclass(frozen=True)
class Town:
    """Units and people of the demo, by key."""

    employment: uuid.UUID
    health: uuid.UUID
    people: dict[str, uuid.UUID]

    def actor(self, key: str) -> Actor:
        """A demo person, as the audit writes her."""
        role = next(persona.role for persona in PERSONAS if persona.key == key)
        return Actor(self.people[key], role, None if role == rules.CITIZEN else self.unit_of(role))

    def unit_of(self, role: str) -> uuid.UUID:
        """The unit a role belongs to."""
        return self.health if role in rules.HEALTH_ROLES else self.employment


def build() -> Town:
    """Make units and people, and let the municipality approve its texts."""
    employment = service.add_unit(kind=rules.EMPLOYMENT_UNIT, name=EMPLOYMENT, phone=UNIT_PHONE)
    health = service.add_unit(kind=rules.HEALTH_UNIT, name=HEALTH, phone=UNIT_PHONE)
    town = Town(employment, health, {})
    for number, persona in enumerate(PERSONAS):
        town.people[persona.key] = _add(town, persona, f"20 00 00 {number:02d}")
    _approve_texts(town)
    return town


def _add(town: Town, persona: Persona, phone: str) -> uuid.UUID:
    person = service.add_person(name=persona.name, language=persona.language, phone=phone, persona=persona.key)
    if persona.role == rules.CITIZEN:
        service.give_role(person=person, role=rules.CITIZEN, actor=INSTALLER)
    else:
        service.give_role(
            person=person,
            role=persona.role,
            unit=town.unit_of(persona.role),
            phone=PHONES.get(persona.key, COURSE_PHONE if persona.role == "health-coordinator" else OTHER_PHONE),
            hours=OFFICE,
            actor=INSTALLER,
        )
    return person


def _approve_texts(town: Town) -> None:
    administrator = town.actor("administrator")
    person = town.people["administrator"]
    for purpose in PURPOSES.values():
        unit = town.employment if purpose.unit_kind == "employment" else town.health
        for language in APPROVED:
            approve_text(purpose=purpose.key, language=language, unit=unit, person=person, actor=administrator)
    switch_on_wording(instrument="who5", language="ar", person=person, actor=administrator)
