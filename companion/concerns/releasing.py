"""What of a worry reaches the employment side: “involved” by her own tick, and an advice by her own tap and consent."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from companion.accounts.contacts import Contact
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.caseload import service as caseload
from companion.concerns import known
from companion.concerns.known import AdviceLine
from companion.concerns.records import Concern
from companion.consent import service as consent
from companion.consent.purposes import CONCERN_ADVICE
from companion.consent.texts import ConsentText, consent_text
from companion.foundation import audit, clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import Invalid, NotFound
from companion.language.table import SOURCE
from companion.tasks.service import NobodyToCall


@dataclass(frozen=True)
class Release:
    """To whom an advice would go, and the text she says yes to; `text` is None where no new yes is needed."""

    to: Contact
    text: ConsentText | None
    can_take: bool


@dataclass(frozen=True)
class Released:
    """An advice that she has let out."""

    concern_id: uuid.UUID
    lines: tuple[AdviceLine, ...]
    released_at: datetime


def is_involved(citizens: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """For which of these citizens a health coordinator is involved and she has ticked that her contact may know."""
    told = select(Concern.citizen_id).where(
        Concern.citizen_id.in_(list(citizens)), Concern.caseworker_told_at.is_not(None), Concern.closed_at.is_(None)
    )
    with reading() as db:
        return set(db.execute(told).scalars())


def release_of(citizen: uuid.UUID, *, language: str) -> Release | None:
    """To whom she can release an advice now, with the text in her language or in Danish; None where nobody is there."""
    to = caseload.responsible_for(citizen)
    if to is None:
        return None
    if to.role in HEALTH_ROLES or consent.allows(citizen=citizen, purpose=CONCERN_ADVICE, unit=to.unit_id):
        return Release(to, None, can_take=True)
    text = consent_text(CONCERN_ADVICE, language) or consent_text(CONCERN_ADVICE, SOURCE)
    return Release(to, text, consent.can_take(purpose=CONCERN_ADVICE, language=language, unit=to.unit_id))


def release(*, concern_id: uuid.UUID, language: str, text_version: int | None, actor: audit.Actor) -> None:
    """She lets the advice out to whoever is responsible for her plan; across units her yes is given with it (R1).

    Raises NotFound, Invalid before she has read it, NobodyToCall, TextNotApproved or TextChanged.
    """
    with transaction() as session:
        found = session.get(Concern, concern_id, with_for_update=True)
        if found is None or found.citizen_id != actor.person_id:
            raise NotFound
        if found.advice_seen_at is None:
            raise Invalid
        to = caseload.responsible_for(found.citizen_id)
        if to is None:
            raise NobodyToCall
        _say_yes(to, language, text_version, actor)
        if found.released_at is None:
            found.released_at, found.released_to, found.kept_at = clock.now(), to.unit_id, None
            audit.write(event="concern.released", citizen=found.citizen_id, actor=actor, about=found.id)


def released(*, citizen: uuid.UUID, actor: audit.Actor) -> Sequence[Released]:
    """The advice this member of staff may read now, newest first: released to the own unit, and the yes still lives.

    The look is written. Raises NotFound without a relation.
    """
    if actor.person_id is None or actor.role not in (*EMPLOYMENT_ROLES, *HEALTH_ROLES):
        raise NotFound
    with transaction():
        caseload.require_relation(citizen=citizen, staff=actor.person_id)
        found = _released(citizen, actor)
        if found:
            audit.write(event="read.advice", citizen=citizen, actor=actor, purpose=CONCERN_ADVICE)
        else:
            audit.write(event="read.voice-page", citizen=citizen, actor=actor)
    return found


def _say_yes(to: Contact, language: str, text_version: int | None, actor: audit.Actor) -> None:
    citizen = actor.person_id
    if to.role in HEALTH_ROLES or citizen is None:
        return
    if consent.live(citizen=citizen, purpose=CONCERN_ADVICE, unit=to.unit_id, lock=True) is None:
        version = text_version or 0
        consent.give(purpose=CONCERN_ADVICE, unit=to.unit_id, language=language, text_version=version, actor=actor)


def _released(citizen: uuid.UUID, actor: audit.Actor) -> Sequence[Released]:
    if actor.unit_id is None:
        return []
    if actor.role in EMPLOYMENT_ROLES and not consent.allows(
        citizen=citizen, purpose=CONCERN_ADVICE, unit=actor.unit_id
    ):
        return []
    which = (Concern.citizen_id == citizen, Concern.released_to == actor.unit_id, Concern.released_at.is_not(None))
    return [Released(one.id, one.advice, one.released_at) for one in known.concerns(*which) if one.released_at]
