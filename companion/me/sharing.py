"""What a citizen shares: offers of consent in her language, her yeses, what left, and who saw it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from companion.accounts import service as accounts
from companion.accounts.contacts import contacts
from companion.consent import service as consent
from companion.consent.purposes import PURPOSES
from companion.consent.service import GivenConsent
from companion.consent.texts import ConsentText, consent_text
from companion.foundation import audit
from companion.foundation.errors import Invalid
from companion.language.table import SOURCE
from companion.language.text import Text
from companion.sync import service as sync


@dataclass(frozen=True)
class Offer:
    """One purpose to one unit: the text to read, whether it can be taken, and the yes if there is one."""

    purpose: str
    unit_id: uuid.UUID
    unit_name: Text
    text: ConsentText
    can_take: bool
    given: GivenConsent | None


@dataclass(frozen=True)
class Seen:
    """One line of “who has seen what”."""

    at: datetime
    event: str
    by_me: bool
    who: str | None
    role: str
    unit_name: Text | None


def offers(citizen: uuid.UUID, language: str) -> list[Offer]:
    """Every purpose beside every unit it may go to, in the reader's language or in Danish."""
    found = []
    for purpose in PURPOSES.values():
        text = consent_text(purpose.key, language) or consent_text(purpose.key, SOURCE)
        for unit in accounts.units_of_kind(purpose.unit_kind):
            if text is not None:
                can = consent.can_take(purpose=purpose.key, language=language, unit=unit.id)
                given = consent.live(citizen=citizen, purpose=purpose.key, unit=unit.id)
                found.append(Offer(purpose.key, unit.id, unit.name, text, can, given))
    return found


def ledger(citizen: uuid.UUID) -> list[tuple[GivenConsent, Text]]:
    """Everything ever said yes to, with the unit's name."""
    return [(given, accounts.unit(given.unit_id).name) for given in consent.ledger(citizen)]


def facts(citizen: uuid.UUID) -> Sequence[sync.SharedFact]:
    """What she released, and where it is."""
    return sync.shared_with(citizen)


def give(form: Mapping[str, str], *, language: str, actor: audit.Actor) -> None:
    """Say yes as the form says. Raises Invalid, TextNotApproved or TextChanged."""
    try:
        unit, version = uuid.UUID(form.get("unit", "")), int(form.get("version", ""))
    except ValueError:
        raise Invalid from None
    if form.get("language", language) != language:  # she switched language elsewhere while she was reading
        raise consent.TextChanged
    accounts.unit(unit)
    consent.give(purpose=form.get("purpose", ""), unit=unit, language=language, text_version=version, actor=actor)


def stop(consent_id: uuid.UUID, *, actor: audit.Actor) -> None:
    """Take one yes back; what waits is never sent."""
    consent.withdraw(consent_id=consent_id, actor=actor)


def seen(citizen: uuid.UUID) -> list[Seen]:
    """The audit of one citizen in words that she knows: name, role and unit."""
    lines = audit.lines_about(citizen)
    staff = contacts({line.actor_id for line in lines if line.actor_id and line.actor_id != citizen})
    units = {line.actor_unit_id: accounts.unit(line.actor_unit_id).name for line in lines if line.actor_unit_id}
    return [_seen(line, citizen, staff, units) for line in lines]


def gathered(lines: Iterable[Seen]) -> list[tuple[Seen, int]]:
    """The lines of one day; what the same person did several times stands there once, with its number."""
    times: dict[tuple[object, ...], list[Seen]] = {}
    for line in lines:
        times.setdefault((line.event, line.by_me, line.who, str(line.unit_name)), []).append(line)
    return [(same[0], len(same)) for same in times.values()]


def _seen(line: Any, citizen: uuid.UUID, staff: Mapping[uuid.UUID, Any], units: Mapping[uuid.UUID, Text]) -> Seen:
    contact = staff.get(line.actor_id)
    return Seen(
        at=line.at,
        event=line.event,
        by_me=line.actor_id == citizen,
        who=contact.name if contact else None,
        role=line.actor_role,
        unit_name=units.get(line.actor_unit_id),
    )
