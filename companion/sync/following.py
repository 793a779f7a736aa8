"""Follows what a citizen does in other rooms: what she shows, says yes to or asks leaves, under a live consent.

Her act there is the tap: showing her ratings to a unit, saying yes to its meeting, writing to its coordinator. What
she takes back there is taken back here, and where it may have arrived the receiver is asked to take it out.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from companion.consent.service import GivenConsent
from companion.foundation import audit, clock, journal, runtime
from companion.foundation.database import in_turn, transaction
from companion.foundation.errors import N_, Conflict, NotFound
from companion.sync import removals, told
from companion.sync.allow_list import purpose_of, values_of
from companion.sync.records import Release
from companion.sync.releases import RELEASED, NoConsent, citizen_of, live_consents, new_release, write
from companion.sync.told import NotNow, TheirsAlready

CLOSED = "concern.closed"
FACTS = {  # what a room tells → the kind of fact on the allow-list
    "progress.shown": told.INDICATORS,
    "progress.hidden": told.INDICATORS,
    "appointment.answered": told.MEETING,
    "appointment.changed": told.MEETING,
    "appointment.cancelled": told.MEETING,
    "concern.sent": told.CONCERN,
    CLOSED: told.CONCERN,
}


class NothingNew(Conflict):
    """Everything that could be told was written by the units it would go to."""

    sentence = N_("Kommunen har selv skrevet det, der står i din plan. Der er ikke noget nyt at sende.")


@dataclass(frozen=True)
class Thing:
    """What it is about, as which kind of fact, and whose it is."""

    kind: str
    id: uuid.UUID
    citizen: uuid.UUID


def follow(session: Session, fact: journal.Fact) -> None:
    """Let it go, anew or for the first time, to every unit that may have it; take it back from the others."""
    thing = Thing(FACTS[fact.kind], fact.subject_id, fact.citizen_id)
    for consent in live_consents(thing.citizen, purpose_of(thing.kind)):
        if fact.kind == CLOSED:
            _close(session, thing, consent)
        elif _is_told(thing, consent.unit_id):
            _send(session, thing, consent, audit.WORKER)
        else:
            _take_back(session, thing, consent.unit_id)


def send_plan(*, plan_id: uuid.UUID, actor: audit.Actor) -> int:
    """She sends how far her plan is, by a tap of hers each time; to how many units.

    Raises NotFound, NoConsent, NothingNew, or NotNow while she contests what the plan is for.
    """
    thing = Thing(told.PLAN, plan_id, citizen_of(actor))
    with transaction() as session:
        in_turn(thing.citizen)
        consents = live_consents(thing.citizen, purpose_of(told.PLAN))
        if not consents:
            raise NoConsent
        news = [consent for consent in consents if _is_news(thing, consent.unit_id)]
        if not news:
            raise NothingNew
        for consent in news:
            _send(session, thing, consent, actor)
        return len(news)


def _is_news(thing: Thing, unit: uuid.UUID) -> bool:
    """Whether anything of it was not written by that unit's own system. Raises NotFound or NotNow."""
    try:
        values_of(thing.kind, thing.id, citizen=thing.citizen, unit=unit)
    except TheirsAlready:
        return False
    return True


def _is_told(thing: Thing, unit: uuid.UUID) -> bool:
    try:
        values_of(thing.kind, thing.id, citizen=thing.citizen, unit=unit)
    except NotFound:
        return False
    except NotNow:
        return True
    return True


def _send(session: Session, thing: Thing, consent: GivenConsent, actor: audit.Actor) -> None:
    """The same release under the next version; one whose consent ended makes room for a new one."""
    standing = _standing(session, thing, consent.unit_id)
    if standing is not None and standing.consent_id != consent.id:
        standing.lapsed_at, standing = clock.now(), None
        session.flush()
    if standing is None:
        standing = new_release(thing.id, thing.kind, consent)
        session.add(standing)
    else:
        standing.version += 1
    standing.leaves_at = clock.now() + timedelta(seconds=runtime.current().config.release_delay_seconds)
    session.flush()
    write("fact.released", standing, actor)
    journal.tell(kind=RELEASED, citizen=thing.citizen, subject=standing.id, version=standing.version)


def _close(session: Session, thing: Thing, consent: GivenConsent) -> None:
    """Whoever holds the worry under this yes is told at once that it is closed; elsewhere it is not sent any more."""
    standing = _standing(session, thing, consent.unit_id)
    if standing is None or standing.consent_id != consent.id:
        return
    if removals.may_be_there(session, standing.id):
        _send(session, thing, consent, audit.WORKER)
        standing.leaves_at = clock.now()
    else:
        _take_back(session, thing, consent.unit_id)


def _take_back(session: Session, thing: Thing, unit: uuid.UUID) -> None:
    """A release that was taken back is over: showing it again makes a new one, under the same name there."""
    standing = _standing(session, thing, unit)
    if standing is None:
        return
    standing.undone_at = clock.now()
    if removals.may_be_there(session, standing.id):
        removals.ask_for(session, standing, audit.WORKER)


def _standing(session: Session, thing: Thing, unit: uuid.UUID) -> Release | None:
    found = select(Release).where(
        Release.kind == thing.kind,
        Release.reading_id == thing.id,
        Release.unit_id == unit,
        Release.citizen_id == thing.citizen,
        Release.undone_at.is_(None),
        Release.lapsed_at.is_(None),
    )
    return session.scalars(found.with_for_update()).one_or_none()
