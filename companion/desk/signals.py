"""What the desk points at beside a name: composed of what the rooms below offer, nothing made up here.

A room that knows something the desk should show (nudges: whom no message reaches; replies that wait) offers it in its
service and gets a function of this form in `SOURCES`. What it tells is computed only from what `asked.actor` may see
(R3), in a number of statements that does not grow with the caseload; its words stand in `desk/signal_words.html`.
"""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from companion.caseload import quiet
from companion.caseload.contacting import Standing
from companion.caseload.wished import Wished
from companion.checkins import rhythm
from companion.foundation import clock
from companion.foundation.audit import Actor

NOT_REACHED, LOOK_AGAIN = "not-reached", "look-again"


@dataclass(frozen=True)
class Asked:
    """Who asks about whom; `wishes` are those the reader may know now, `day_only` who is open for 24 hours (R4)."""

    actor: Actor
    citizens: Collection[uuid.UUID]
    standings: Mapping[uuid.UUID, Standing]
    wishes: Mapping[uuid.UUID, Wished]
    day_only: Collection[uuid.UUID] = ()


@dataclass(frozen=True)
class Signal:
    """One thing to see beside a name: what it is, since which Danish day, and how often."""

    kind: str
    since: date | None = None
    times: int = 0
    wish: Wished | None = None  # of whoever is not reached: her own words come before “call”


Source = Callable[[Asked], Mapping[uuid.UUID, Sequence[Signal]]]


def not_reached(asked: Asked) -> Mapping[uuid.UUID, Sequence[Signal]]:
    """Whom calls do not reach; to whoever answers for her, with what she wants done then."""
    silent = {key: one for key, one in asked.standings.items() if key in asked.citizens and quiet.is_quiet(one)}
    return {citizen: [_silent(one, asked.wishes.get(citizen))] for citizen, one in silent.items()}


def look_again(asked: Asked) -> Mapping[uuid.UUID, Sequence[Signal]]:
    """About whom the reader's unit has not said for a while how it is going; from what the unit said itself, alone."""
    looks = rhythm.staff_looks(set(asked.citizens) - set(asked.day_only), actor=asked.actor)
    return {citizen: [Signal(LOOK_AGAIN, day)] for citizen, day in looks.items() if day <= clock.today()}


SOURCES: tuple[Source, ...] = (not_reached, look_again)


def signals(asked: Asked) -> dict[uuid.UUID, list[Signal]]:
    """Everything every source tells, by citizen."""
    told: dict[uuid.UUID, list[Signal]] = {}
    for source in SOURCES:
        for citizen, found in source(asked).items():
            told.setdefault(citizen, []).extend(found)
    return told


def _silent(standing: Standing, wish: Wished | None) -> Signal:
    since = clock.danish(standing.silent_since).date() if standing.silent_since else None
    return Signal(NOT_REACHED, since, standing.no_answers, wish)
