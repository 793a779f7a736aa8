"""Citizen and staff side by side, indicator by indicator: who says what, since when, and whether they see it alike."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from companion.accounts.contacts import Contact, contacts
from companion.checkins import scale
from companion.checkins.indicators import Indicator, IndicatorSet
from companion.checkins.progress import KnownRating
from companion.checkins.scale import Change, Views
from companion.language.text import Text


@dataclass(frozen=True)
class Rater:
    """Who rated: the citizen, or a member of staff, whose name is None when they have left."""

    id: uuid.UUID
    is_citizen: bool
    name: str | None
    role: str


@dataclass(frozen=True)
class Mark:
    """What one rater says now; `position` is the place of the step, 0 for the lowest."""

    rater: Rater
    step: Text
    position: int
    rated_at: datetime
    change: Change | None


@dataclass(frozen=True)
class Row:
    """One indicator with everybody's mark, the citizen's first."""

    indicator: Indicator
    marks: Sequence[Mark]
    views: Views | None


@dataclass(frozen=True)
class Entry:
    """One answer as it was given, for the table: the texts of its own set, however old."""

    rater: Rater
    rated_at: datetime
    indicator: Text
    step: Text


def rows(active: IndicatorSet, readings: Sequence[KnownRating]) -> Sequence[Row]:
    """The indicators that somebody has rated, in the order of the set; `readings` newest first."""
    raters = _raters(readings)
    by_rater = {rater: [one for one in readings if one.rater_id == rater] for rater in raters}
    made = (_row(active, indicator, by_rater, raters) for indicator in active.indicators)
    return [row for row in made if row.marks]


def entries(readings: Sequence[KnownRating]) -> Sequence[Entry]:
    """Every answer there is, newest first."""
    raters = _raters(readings)
    return [
        Entry(raters[one.rater_id], one.rated_at, indicator.name, one.asked.step(one.ratings[indicator.key]))
        for one in readings
        for indicator in one.asked.indicators
        if indicator.key in one.ratings
    ]


def raters_of(readings: Sequence[KnownRating]) -> Mapping[uuid.UUID, Rater]:
    """Who rated, by id."""
    return _raters(readings)


def _row(
    active: IndicatorSet,
    indicator: Indicator,
    by_rater: Mapping[uuid.UUID, Sequence[KnownRating]],
    raters: Mapping[uuid.UUID, Rater],
) -> Row:
    every = [_mark(active, indicator.key, by_rater[rater], raters[rater]) for rater in by_rater]
    marks = sorted((one for one in every if one is not None), key=lambda one: not one.rater.is_citizen)
    own = next((one.position for one in marks if one.rater.is_citizen), None)
    return Row(indicator, marks, scale.views(own, [one.position for one in marks if not one.rater.is_citizen]))


def _mark(active: IndicatorSet, key: str, readings: Sequence[KnownRating], rater: Rater) -> Mark | None:
    comparable = [one for one in readings if one.asked.compares_with(active)]
    point = scale.newest([one.ratings.get(key) for one in comparable])
    if point is None:
        return None
    given = comparable[point.place]
    return Mark(rater, given.asked.step(point.value), point.value - active.lowest, given.rated_at, point.change)


def _raters(readings: Sequence[KnownRating]) -> Mapping[uuid.UUID, Rater]:
    """The citizen first, then staff in the order of their newest reading."""
    found = contacts({one.rater_id for one in readings if not one.is_own})
    ordered = sorted(readings, key=lambda one: not one.is_own)
    return {one.rater_id: _rater(one, found.get(one.rater_id)) for one in ordered}


def _rater(one: KnownRating, contact: Contact | None) -> Rater:
    return Rater(one.rater_id, one.is_own, contact.name if contact else None, one.rater_role)
