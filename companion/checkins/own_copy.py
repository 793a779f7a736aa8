"""A citizen's invitations, answers and ratings: her copy with the answers opened, erasure, and how long they stay."""

import uuid
from datetime import datetime

from sqlalchemy import select

from companion.checkins import progress, service, who5
from companion.checkins.progress import KnownRating
from companion.checkins.records import IndicatorReading, IndicatorRelease, Invitation, Reading
from companion.checkins.service import KnownReading
from companion.foundation import clock
from companion.foundation.copies import Copy, Counts, Entry, Erasure, Value, entries, plain, remove
from companion.foundation.database import transaction

TABLES = {
    "reading": Erasure.GOES,
    "check_in_invitation": Erasure.GOES,
    "indicator_reading": Erasure.GOES,
    "indicator_release": Erasure.GOES,
}


def export_of(citizen: uuid.UUID) -> Copy:
    """Every answer and rating opened, with the wording or set it was given in and its version, oldest first."""
    known = {str(one.id): one for one in service.history(citizen)}
    rows = entries(Reading, Reading.citizen_id == citizen, without=["answers", "reader_name"])
    return {
        "reading": [_opened(row, known[str(row["id"])]) for row in rows],
        "check_in_invitation": entries(Invitation, Invitation.citizen_id == citizen, without=["series"]),
        **_progress_of(citizen),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """Answers, ratings and invitations go; what was released keeps its moments in sync, never a value."""
    return {
        "check_in_invitation": remove(Invitation, Invitation.citizen_id == citizen),
        "reading": remove(Reading, Reading.citizen_id == citizen),
        "indicator_release": remove(IndicatorRelease, IndicatorRelease.citizen_id == citizen),
        "indicator_reading": remove(IndicatorReading, IndicatorReading.citizen_id == citizen),
    }


def _opened(row: Entry, one: KnownReading) -> Entry:
    answers = dict[str, Value](zip(who5.ITEMS, one.answers, strict=True))
    return {**row, "answers": answers, "index": one.index, "reader_name": one.reader_name}


def _progress_of(citizen: uuid.UUID) -> Copy:
    """Also what staff said about her; what she showed names the indicators, not only their keys."""
    known = {str(one.id): one for one in progress.history(citizen)}
    readings = entries(IndicatorReading, IndicatorReading.citizen_id == citizen, without=["ratings", "own_words"])
    releases = entries(IndicatorRelease, IndicatorRelease.citizen_id == citizen)
    return {
        "indicator_reading": [_rated(row, known[str(row["id"])]) for row in readings],
        "indicator_release": [_shown(row, known[str(row["reading_id"])]) for row in releases],
    }


def _rated(row: Entry, one: KnownRating) -> Entry:
    ratings: list[Value] = [
        {"indicator": key, "value": value, "name": _name(one, key), "step": plain(one.asked.step(value))}
        for key, value in one.ratings.items()
    ]
    return {**row, "ratings": ratings, "own_words": one.own_words}


def _shown(row: Entry, one: KnownRating) -> Entry:
    keys = row["indicators"] if isinstance(row["indicators"], list) else []
    named: list[Value] = [{"indicator": key, "name": _name(one, str(key)), "step": None} for key in keys]
    return {**row, "indicators": named}


def _name(one: KnownRating, key: str) -> Value:
    found = one.asked.indicator(key)
    return plain(found.name) if found else key


def _forget_old(before: datetime, most: int) -> int:
    """Old answers with the invitations they answered (which would else be open again), and old open invitations."""
    too_old = select(Reading.id).where(Reading.received_at < before).order_by(Reading.id).limit(most)
    with transaction() as session:
        gone = list(session.scalars(too_old))
    answered = remove(Invitation, Invitation.answered_by.in_(gone))
    unanswered = Invitation.answered_by.is_(None) & (Invitation.due_on < clock.danish(before).date())
    return answered + remove(Reading, Reading.id.in_(gone)) + remove(Invitation, unanswered, most=most)


def _forget_ratings(before: datetime, most: int) -> int:
    """Old ratings, and first what says that they were shown."""
    too_old = select(IndicatorReading.id).where(IndicatorReading.rated_at < before)
    with transaction() as session:
        gone = list(session.scalars(too_old.order_by(IndicatorReading.id).limit(most)))
    shown = remove(IndicatorRelease, IndicatorRelease.reading_id.in_(gone))
    return shown + remove(IndicatorReading, IndicatorReading.id.in_(gone))


FORGET = {"check-in": _forget_old, "progress": _forget_ratings}
