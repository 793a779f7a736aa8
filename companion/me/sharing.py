"""What a citizen shares: offers of consent in her language, her yeses, and what left."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from companion.accounts import service as accounts
from companion.checkins import service as checkins
from companion.checkins.service import KnownReading
from companion.consent import service as consent
from companion.consent.purposes import PURPOSES
from companion.consent.service import GivenConsent, ReadAloud
from companion.consent.texts import ConsentText, consent_text
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid, NotFound
from companion.language.table import SOURCE
from companion.language.text import Text
from companion.plan import service as plans
from companion.sync import service as sync
from companion.sync.told import ANSWERS


@dataclass(frozen=True)
class Offer:
    """One purpose to one unit: the text to read, whether it can be taken, and the yes if there is one.

    `aloud` is the approved Danish text that an interpreter may read to her while hers is not approved (R11).
    """

    purpose: str
    unit_id: uuid.UUID
    unit_name: Text
    text: ConsentText
    can_take: bool
    aloud: ConsentText | None
    given: GivenConsent | None


def offers(citizen: uuid.UUID, language: str) -> list[Offer]:
    """Every purpose beside every unit it may go to, in the reader's language or in Danish."""
    found = []
    for purpose in PURPOSES.values():
        text = consent_text(purpose.key, language) or consent_text(purpose.key, SOURCE)
        for unit in accounts.units_of_kind(purpose.unit_kind):
            if text is not None:
                can = consent.can_take(purpose=purpose.key, language=language, unit=unit.id)
                aloud = None if can else _read_aloud(purpose.key, language, unit.id)
                given = consent.live(citizen=citizen, purpose=purpose.key, unit=unit.id)
                found.append(Offer(purpose.key, unit.id, unit.name, text, can, aloud, given))
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
    aloud = ReadAloud(language, form["reader"]) if "reader" in form else None
    written = SOURCE if aloud else language
    if form.get("language", written) != written:  # she switched language elsewhere while she was reading
        raise consent.TextChanged
    accounts.unit(unit)
    consent.give(
        purpose=form.get("purpose", ""),
        unit=unit,
        language=written,
        text_version=version,
        read_aloud=aloud,
        actor=actor,
    )


def removable(facts: Sequence[sync.SharedFact]) -> set[uuid.UUID]:
    """The yeses under which something left that she has not yet asked to have taken out."""
    return {fact.consent_id for fact in facts if fact.may_be_there and fact.removal is None}


def stop(consent_id: uuid.UUID, *, remove: bool, actor: audit.Actor) -> None:
    """Take one yes back; what waits is never sent. With `remove`, what was sent is asked to be taken out."""
    with transaction():
        consent.withdraw(consent_id=consent_id, actor=actor)
        if remove:
            sync.ask_removal(consent_id=consent_id, actor=actor)


def plan_of(citizen: uuid.UUID) -> uuid.UUID | None:
    """Her plan, whose state she can send; None: there is none."""
    found = plans.for_citizen(citizen)
    return found.id if found else None


def answers_to_send(citizen: uuid.UUID, facts: Sequence[sync.SharedFact]) -> KnownReading | None:
    """Her newest answers, seen by herself and not sent yet; None: there are none."""
    newest = checkins.latest(citizen)
    gone = {fact.reading_id for fact in facts if fact.what == ANSWERS and fact.state != "dropped"}
    return newest if newest and newest.opened_at and newest.id not in gone else None


def send_answers(actor: audit.Actor) -> None:
    """The newest five answers go to the health unit she said yes to. Raises NotFound, NoConsent or AlreadyReleased."""
    if actor.person_id is None or (newest := checkins.latest(actor.person_id)) is None:
        raise NotFound
    sync.release(reading_id=newest.id, what=ANSWERS, actor=actor)


def send_plan(actor: audit.Actor) -> None:
    """How far her plan is goes to the units she said yes to, as it stands now. Raises NotFound, NoConsent or NotNow."""
    plan = plan_of(actor.person_id) if actor.person_id else None
    if plan is None:
        raise NotFound
    sync.send_plan(plan_id=plan, actor=actor)


def _read_aloud(purpose: str, language: str, unit: uuid.UUID) -> ConsentText | None:
    if language == SOURCE or not consent.can_take(purpose=purpose, language=SOURCE, unit=unit):
        return None
    return consent_text(purpose, SOURCE)
