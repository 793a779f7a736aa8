"""The results citizens released themselves, as bands and days, for figures about groups (R1, R3).

Only what stands: released with her own tap, not taken back, left, its consent alive today, and no wish to remove it.
Only the index counts, and each reading once: the single answers are for a health unit alone.
What was never released is not read at all.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from companion.checkins import service as checkins
from companion.consent import service as consents
from companion.foundation import clock
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.sync.records import Release
from companion.sync.told import WHO5


@dataclass(frozen=True)
class ReleasedBand:
    """In which band one released result lies, and the Danish day it was answered."""

    citizen_id: uuid.UUID
    answered_on: date
    lies_in: str  # the key of the band


def bands(*, until: date) -> Sequence[ReleasedBand]:
    """What stands released and was answered before a day, oldest first."""
    moment = clock.now()
    standing = (Release.undone_at.is_(None), Release.lapsed_at.is_(None), Release.removal_asked_at.is_(None))
    query = select(Release.citizen_id, Release.reading_id, Release.consent_id).where(
        *standing, Release.kind == WHO5, Release.leaves_at <= moment
    )
    with reading() as db:
        living = [(row.citizen_id, row.reading_id) for row in db.execute(query).all() if _lives(row.consent_id)]
        found = [_band(citizen, reading_id) for citizen, reading_id in dict.fromkeys(living)]
    known = [one for one in found if one is not None and one.answered_on < until]
    return sorted(known, key=lambda one: (one.answered_on, str(one.citizen_id)))


def _band(citizen: uuid.UUID, reading_id: uuid.UUID) -> ReleasedBand | None:
    try:
        known = checkins.reading(reading_id, citizen)
    except NotFound:  # too old: it has been removed
        return None
    return ReleasedBand(citizen, clock.danish(known.answered_at).date(), known.band)


def _lives(consent_id: uuid.UUID) -> bool:
    given = consents.given(consent_id)
    return given.withdrawn_at is None and given.ends_on >= clock.today()
