"""Counts one closed quarter: the rooms say what was, this says which cell it falls into. Nothing of it is stored.

Two sets of tables, of programmes and units that all roles know of, and of those only health roles know of: no number
of one is part of a number of the other, so that both together tell no more than each alone (R3).
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from companion.accounts import service as accounts
from companion.accounts.circles import ALL, HEALTH
from companion.accounts.rules import HEALTH_UNIT
from companion.caseload import counted as caseload
from companion.checkins.service import band_keys
from companion.concerns import counted as concerns
from companion.concerns.rules import RECEIVERS
from companion.insight.rules import Quarter
from companion.insight.tables import Counted, Label
from companion.programmes import counted as programmes
from companion.programmes.counted import Taking
from companion.sync import released
from companion.sync.released import ReleasedBand

OTHER_UNITS = Label("other-units")
BEFORE_FROM = timedelta(days=28)  # an answer up to four weeks before the first day stands for “before”


def quarter(closed: Quarter) -> Sequence[Counted]:
    """Every table of a closed quarter, in the order in which it is read."""
    takings = programmes.takings(since=closed.begins, until=closed.ends)
    shown = released.bands(until=closed.ends)
    reached = caseload.reached(since=closed.begins, until=closed.ends)
    waiting = concerns.unanswered(closed.ends)
    tables: list[Counted] = []
    for circle in (ALL, HEALTH):
        rows, columns = _programmes(circle), _units(circle)
        tables += [
            *(
                Counted(
                    key, circle, rows, columns, _places(rows, columns, [one for one in takings if was(one, closed)])
                )
                for key, was in TAKING_PART
            ),
            before_and_after(circle, rows, [one for one in takings if _completed(one, closed)], shown),
            _reached(circle, columns, reached),
            _waiting(circle, waiting),
        ]
    return tables


def _programmes(circle: str) -> Sequence[Label]:
    return [Label(one.id, one.title) for one, known_to in programmes.offered() if known_to == circle]


def _units(circle: str) -> Sequence[Label]:
    of_health = circle == HEALTH
    units = (one for one in accounts.units_today() if (one.kind == HEALTH_UNIT) == of_health)
    return [*(Label(str(one.id), one.name) for one in units), OTHER_UNITS]


def _started(one: Taking, closed: Quarter) -> bool:
    return closed.begins <= one.starts_on < closed.ends


def _ran(one: Taking, closed: Quarter) -> bool:
    return one.over is None or one.over >= closed.ends


def _completed(one: Taking, closed: Quarter) -> bool:
    return one.to_the_end and one.over is not None and closed.begins <= one.over < closed.ends


TAKING_PART = (("started", _started), ("running", _ran), ("completed", _completed))


def _places(rows: Sequence[Label], columns: Sequence[Label], takings: Sequence[Taking]) -> list[list[int]]:
    """Programmes by units; what no column of its own has stands under the other units."""
    named = {label.code for label in columns}
    units = ((one.programme_id, str(one.unit_id)) for one in takings)
    counts = Counter((programme, unit if unit in named else OTHER_UNITS.code) for programme, unit in units)
    return [[counts[row.code, column.code] for column in columns] for row in rows]


def before_and_after(
    circle: str, rows: Sequence[Label], completed: Sequence[Taking], shown: Sequence[ReleasedBand]
) -> Counted:
    """Of those who completed in the quarter and released both: the band before, and the band after."""
    keys = band_keys()
    pairs = Counter(
        (one.programme_id, *pair) for one in completed if (pair := _pair(one, shown)) is not None
    )  # programme, before, after
    before = [[sum(pairs[row.code, key, other] for other in keys) for key in keys] for row in rows]
    after = [[sum(pairs[row.code, other, key] for other in keys) for key in keys] for row in rows]
    columns = [Label(f"{when}-{key}") for when in ("before", "after") for key in keys]
    return Counted("well-being", circle, rows, columns, [a + b for a, b in zip(before, after, strict=True)], twice=True)


def _pair(one: Taking, shown: Sequence[ReleasedBand]) -> tuple[str, str] | None:
    """Her first released result around the first day, and her last one; None without two of them."""
    from_day = one.starts_on - BEFORE_FROM
    hers = [band for band in shown if band.citizen_id == one.citizen_id and band.answered_on >= from_day]
    if len(hers) < 2 or not _is_around(hers[0].answered_on, one.starts_on):
        return None
    return hers[0].lies_in, hers[-1].lies_in


def _is_around(day: date, starts_on: date) -> bool:
    return abs(day - starts_on) <= BEFORE_FROM


def _reached(circle: str, units: Sequence[Label], counts: Counter[tuple[str, uuid.UUID, str]]) -> Counted:
    named = {label.code for label in units}
    put: Counter[tuple[str, str]] = Counter()
    for (known_to, unit, outcome), number in counts.items():
        if known_to == circle:
            put[str(unit) if str(unit) in named else OTHER_UNITS.code, outcome] += number
    columns = [Label(one) for one in caseload.OUTCOMES]
    return Counted("reached", circle, units, columns, [[put[unit.code, one.code] for one in columns] for unit in units])


def _waiting(circle: str, counts: Counter[tuple[str, str, str]]) -> Counted:
    rows, columns = [Label(one) for one in RECEIVERS], [Label(age) for age in concerns.AGE_KEYS]
    values = [[counts[circle, row.code, column.code] for column in columns] for row in rows]
    return Counted("waiting", circle, rows, columns, values)
