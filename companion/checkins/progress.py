"""Rating how it is going: the citizen and staff each for themselves, and what she shows of hers to whom."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.caseload import service as caseload
from companion.checkins import indicators
from companion.checkins.indicators import IndicatorSet
from companion.checkins.records import IndicatorReading
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound

RATERS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)
LONGEST_WORDS = 600  # letters of own words


class NothingChosen(Invalid):
    """One answer is enough; none is none."""

    sentence = N_("Svar på mindst ét. Resten kan du springe over.")


class TooManyWords(Invalid):
    """Own words are a few lines."""

    sentence = N_("Skriv lidt kortere. Der er plads til 600 tegn.")


@dataclass(frozen=True)
class Given:
    """One whole form: which set was asked, what was chosen, and own words."""

    set_key: str
    set_version: int
    ratings: Mapping[str, int]
    own_words: str = ""
    key: uuid.UUID | None = None


@dataclass(frozen=True)
class KnownRating:
    """One reading of one rater, opened, with the set it was given in."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    rater_id: uuid.UUID
    rater_role: str
    rater_unit_id: uuid.UUID | None
    asked: IndicatorSet
    ratings: Mapping[str, int]
    own_words: str | None
    rated_at: datetime

    @property
    def is_own(self) -> bool:
        """Whether the citizen herself rated."""
        return self.rater_id == self.citizen_id

    def only(self, keys: Sequence[str], *, with_words: bool) -> "KnownRating":
        """What is left of it when only these indicators, and the words or not, are shown."""
        ratings = {key: value for key, value in self.ratings.items() if key in keys}
        return replace(self, ratings=ratings, own_words=self.own_words if with_words else None)


def rate(*, citizen: uuid.UUID, given: Given, actor: audit.Actor) -> uuid.UUID:
    """Keep one reading; the same once more is the same one. Returns its id.

    Raises NotFound for whom it is none of their business, NothingChosen, TooManyWords, Invalid or Conflict.
    """
    _require_rater(citizen, actor)
    asked = _checked(given)
    with transaction() as session:
        in_turn(citizen)
        known = _same_again(citizen, given, actor)
        if known is not None:
            return known
        made = _record(citizen, given, asked, actor)
        session.add(made)
        if made.rater_id == citizen:
            audit.write(event="progress.rated", citizen=citizen, actor=actor, about=made.id)
        else:
            audit.write(event="progress.rated-by-staff", citizen=citizen, actor=actor, about=made.id)
        return made.id


def history(citizen: uuid.UUID) -> Sequence[KnownRating]:
    """Every reading about this citizen, by herself and by staff, newest first."""
    return of(IndicatorReading.citizen_id == citizen)


def of(*which: Any) -> Sequence[KnownRating]:
    """Readings, newest first, opened."""
    query = select(IndicatorReading.__table__).where(*which)
    with reading() as db:
        rows = db.execute(query.order_by(IndicatorReading.rated_at.desc(), IndicatorReading.id)).all()
        sets = {(row.set_key, row.set_version): indicators.find(row.set_key, row.set_version) for row in rows}
    return [_known(row, sets[row.set_key, row.set_version]) for row in rows]


def by_own_side(actor: audit.Actor) -> tuple[Any, ...]:
    """Which readings the own unit made, or this member of staff where they have none; never the citizen's own."""
    unit = IndicatorReading.rater_unit_id
    ours = unit == actor.unit_id if actor.unit_id else IndicatorReading.rater_id == actor.person_id
    return IndicatorReading.rater_id != IndicatorReading.citizen_id, ours


def _require_rater(citizen: uuid.UUID, actor: audit.Actor) -> None:
    if actor.role == CITIZEN and actor.person_id == citizen:
        return
    if actor.role not in RATERS or actor.person_id is None:
        raise NotFound
    caseload.require_relation(citizen=citizen, staff=actor.person_id)


def _checked(given: Given) -> IndicatorSet:
    try:
        asked = indicators.find(given.set_key, given.set_version)
    except NotFound:
        raise Invalid from None
    if not given.ratings:
        raise NothingChosen
    if len(given.own_words) > LONGEST_WORDS:
        raise TooManyWords
    for key, value in given.ratings.items():
        if asked.indicator(key) is None or not asked.scale.holds(value):
            raise Invalid
    return asked


def _same_again(citizen: uuid.UUID, given: Given, actor: audit.Actor) -> uuid.UUID | None:
    """The reading that this form, or the same answers today, made already. Raises Conflict for a key with others."""
    mine = [one for one in history(citizen) if one.rater_id == actor.person_id]
    keyed = next((one for one in mine if one.id == given.key), None)
    if keyed is not None and not _says(keyed, given):
        raise Conflict
    if keyed is not None:
        return keyed.id
    newest = mine[0] if mine else None
    if newest is None or clock.danish(newest.rated_at).date() != clock.today() or not _says(newest, given):
        return None
    return newest.id


def _says(known: KnownRating, given: Given) -> bool:
    same_set = (known.asked.key, known.asked.version) == (given.set_key, given.set_version)
    return same_set and known.ratings == dict(given.ratings) and (known.own_words or "") == given.own_words


def _record(citizen: uuid.UUID, given: Given, asked: IndicatorSet, actor: audit.Actor) -> IndicatorReading:
    key = given.key or new_id()
    place: Any = {"table": "indicator_reading", "row": key}
    words = crypto.seal(given.own_words, **place, field="own_words") if given.own_words else None
    return IndicatorReading(
        id=key,
        citizen_id=citizen,
        rater_id=actor.person_id,
        rater_role=actor.role,
        rater_unit_id=actor.unit_id,
        set_key=asked.key,
        set_version=asked.version,
        ratings=crypto.seal(dict(given.ratings), **place, field="ratings"),
        own_words=words,
        rated_at=clock.now(),
    )


def _known(row: Row[Any], asked: IndicatorSet) -> KnownRating:
    place = {"table": "indicator_reading", "row": row.id}
    words = crypto.unseal(row.own_words, **place, field="own_words") if row.own_words else None
    return KnownRating(
        id=row.id,
        citizen_id=row.citizen_id,
        rater_id=row.rater_id,
        rater_role=row.rater_role,
        rater_unit_id=row.rater_unit_id,
        asked=asked,
        ratings=crypto.unseal(row.ratings, **place, field="ratings"),
        own_words=words,
        rated_at=row.rated_at,
    )
