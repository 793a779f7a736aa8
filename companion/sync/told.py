"""What may be told of one thing a citizen let go, before it takes the form of one receiver: codes, numbers and days.

Nothing else fits in here: no name, no free text of staff, no language, no hour of day but that of a meeting.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from companion.foundation.errors import N_, Conflict, NotFound

WHO5, INDICATORS, PLAN = "who5-index", "indicator-reading", "plan-status"
MEETING, ANSWERS, CONCERN = "meeting-answer", "check-in-answers", "concern"
FOREIGN_MEETING = "meeting"  # the code of her yes to any other meeting
OWN_MEETING = "own-meeting"  # the code of an answer to a meeting that the receiver's own system wrote
RATED = frozenset({WHO5, INDICATORS, ANSWERS})  # values somebody gave
HERSELF = "citizen"  # the one rater there is: what staff say of her is theirs, and she lets go what is hers


class NoLonger(NotFound):
    """She has taken it back where it stands, or it is not there any more: it is not sent."""


class TheirsAlready(NoLonger):
    """All of it was written by the very unit it would go to: nothing is told back."""


class NotNow(Conflict):
    """She says that it is not right and nobody has answered: it waits."""

    sentence = N_("Du har skrevet, at det ikke passer. Vi sender det først, når du har fået svar.")


@dataclass(frozen=True)
class Theirs:
    """The name that the unit's own system has for a thing: that client, and the identifier it wrote it under."""

    client: uuid.UUID
    identifier: str


@dataclass(frozen=True)
class Line:
    """One value of a code; `id` is ours and leaves only as a name made for one receiver."""

    id: uuid.UUID
    code: str
    value: int | str


@dataclass(frozen=True)
class Told:
    """One fact: of which kind, of which day, its values, and by which method they came about (name and version)."""

    kind: str
    subject_id: uuid.UUID
    on: date
    lines: tuple[Line, ...]
    method: tuple[str, str] | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    theirs: Theirs | None = None  # an answer to what their own system wrote: its name there instead of what it says
    words: str | None = None  # her own worry, to the health receiver she wrote it to; no other kind has words

    @property
    def rater(self) -> str | None:
        """Who gave the values; None where nobody rates."""
        return HERSELF if self.kind in RATED else None
