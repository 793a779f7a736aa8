"""What a citizen shows of her ratings, and what a unit may see of them: her tap and a live consent, both, each time."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from companion.accounts import service as accounts
from companion.accounts.rules import CITIZEN
from companion.caseload import service as caseload
from companion.checkins import progress
from companion.checkins.progress import RATERS, KnownRating
from companion.checkins.records import IndicatorReading, IndicatorRelease
from companion.consent import service as consent
from companion.consent.purposes import PROGRESS_DIALOGUE, PURPOSES
from companion.consent.service import GivenConsent
from companion.foundation import audit, clock, journal
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.language.text import Text


class ConsentNeeded(Conflict):
    """R1: nothing of her ratings reaches a unit without a live consent."""

    sentence = N_("Du skal først sige ja til at dele. Så kan du vise dine svar.")


@dataclass(frozen=True)
class Reader:
    """A unit that may be shown something, by the consent it may be shown under."""

    consent_id: uuid.UUID
    unit_name: Text


@dataclass(frozen=True)
class Shown:
    """What is shown of one reading now: to which unit, which indicators, and whether with the words."""

    reading_id: uuid.UUID
    consent_id: uuid.UUID
    indicators: Sequence[str]
    with_words: bool
    shown_at: datetime


def readers(citizen: uuid.UUID) -> Sequence[Reader]:
    """The units with a live consent to see what she shows."""
    units = accounts.units_of_kind(PURPOSES[PROGRESS_DIALOGUE].unit_kind)
    given = ((unit, _live(citizen, unit.id)) for unit in units)
    return [Reader(one.id, unit.name) for unit, one in given if one is not None]


def shown(citizen: uuid.UUID) -> Sequence[Shown]:
    """What she shows now; what she showed under a consent that has ended is shown to nobody and not listed."""
    live = {reader.consent_id for reader in readers(citizen)}
    mine = (IndicatorRelease.citizen_id == citizen, IndicatorRelease.hidden_at.is_(None))
    return [one for one in _releases(*mine) if one.consent_id in live]


def show(
    *,
    reading_id: uuid.UUID,
    consent_id: uuid.UUID,
    indicators: Sequence[str] | None = None,
    with_words: bool = False,
    actor: audit.Actor,
) -> None:
    """She shows one of her own readings, whole or these indicators of it. Raises NotFound, Invalid or ConsentNeeded."""
    found = own(reading_id, actor)
    chosen = sorted(found.ratings) if indicators is None else sorted(set(indicators) & set(found.ratings))
    if not chosen:
        raise Invalid
    with transaction() as session:
        in_turn(found.citizen_id)
        _require_live(found.citizen_id, consent_id)
        now = Shown(reading_id, consent_id, chosen, with_words and found.own_words is not None, clock.now())
        if any(_is_the_same(one, now) for one in shown(found.citizen_id)):
            return
        _hide(reading_id, consent_id)
        session.add(IndicatorRelease(id=new_id(), citizen_id=found.citizen_id, **vars(now)))
        audit.write(event="progress.shown", citizen=found.citizen_id, actor=actor, about=reading_id)
        journal.tell(kind="progress.shown", citizen=found.citizen_id, subject=reading_id)


def hide(*, reading_id: uuid.UUID, actor: audit.Actor) -> None:
    """Nobody else sees this reading from now on. Raises NotFound."""
    found = own(reading_id, actor)
    with transaction():
        if _hide(reading_id):
            audit.write(event="progress.hidden", citizen=found.citizen_id, actor=actor, about=reading_id)
            journal.tell(kind="progress.hidden", citizen=found.citizen_id, subject=reading_id)


def for_staff(*, citizen: uuid.UUID, actor: audit.Actor) -> Sequence[KnownRating]:
    """What this member of staff may see now, newest first: the readings of the own unit, and what she shows it.

    The look is written in the same transaction, with the consent it rests on. Raises NotFound without a relation.
    """
    if actor.person_id is None or actor.role not in RATERS:
        raise NotFound
    with transaction():
        caseload.require_relation(citizen=citizen, staff=actor.person_id)
        given = _live(citizen, actor.unit_id, lock=True) if actor.unit_id else None
        hers = _shown_under(given) if given else []
        if hers:
            audit.write(event="read.progress", citizen=citizen, actor=actor, purpose=PROGRESS_DIALOGUE)
        else:
            audit.write(event="read.progress-page", citizen=citizen, actor=actor)
        found = [*hers, *_of_unit(citizen, actor)]
    return sorted(found, key=lambda one: one.rated_at, reverse=True)


def _of_unit(citizen: uuid.UUID, actor: audit.Actor) -> Sequence[KnownRating]:
    """R1: what another unit says about her health stays in that unit."""
    return progress.of(IndicatorReading.citizen_id == citizen, *progress.by_own_side(actor))


def _shown_under(given: GivenConsent) -> Sequence[KnownRating]:
    under = (IndicatorRelease.consent_id == given.id, IndicatorRelease.hidden_at.is_(None))
    releases: Mapping[uuid.UUID, Shown] = {one.reading_id: one for one in _releases(*under)}
    readings = progress.of(IndicatorReading.id.in_(list(releases)), IndicatorReading.rater_id == given.citizen_id)
    return [one.only(releases[one.id].indicators, with_words=releases[one.id].with_words) for one in readings]


def own(reading_id: uuid.UUID, actor: audit.Actor) -> KnownRating:
    """One of the citizen's own ratings. Raises NotFound for anybody else's."""
    if actor.role != CITIZEN:
        raise NotFound
    mine = (IndicatorReading.citizen_id == actor.person_id, IndicatorReading.rater_id == actor.person_id)
    found = progress.of(IndicatorReading.id == reading_id, *mine)
    if not found:
        raise NotFound
    return found[0]


def _require_live(citizen: uuid.UUID, consent_id: uuid.UUID) -> None:
    given = consent.given(consent_id)
    if given.citizen_id != citizen or given.purpose != PROGRESS_DIALOGUE:
        raise NotFound
    now = _live(citizen, given.unit_id, lock=True)
    if now is None or now.id != consent_id:
        raise ConsentNeeded


def _live(citizen: uuid.UUID, unit: uuid.UUID, *, lock: bool = False) -> GivenConsent | None:
    return consent.live(citizen=citizen, purpose=PROGRESS_DIALOGUE, unit=unit, lock=lock)


def _hide(reading_id: uuid.UUID, consent_id: uuid.UUID | None = None) -> int:
    open_ones = update(IndicatorRelease).where(
        IndicatorRelease.reading_id == reading_id, IndicatorRelease.hidden_at.is_(None)
    )
    if consent_id is not None:
        open_ones = open_ones.where(IndicatorRelease.consent_id == consent_id)
    with transaction() as session:
        return len(session.scalars(open_ones.values(hidden_at=clock.now()).returning(IndicatorRelease.id)).all())


def _is_the_same(one: Shown, other: Shown) -> bool:
    what = ("reading_id", "consent_id", "indicators", "with_words")
    return all(getattr(one, name) == getattr(other, name) for name in what)


def _releases(*which: object) -> Sequence[Shown]:
    columns = (getattr(IndicatorRelease, name) for name in Shown.__dataclass_fields__)
    with reading() as db:
        rows = db.execute(select(*columns).where(*which).order_by(IndicatorRelease.shown_at))  # type: ignore[arg-type]
        return [Shown(*row) for row in rows]
