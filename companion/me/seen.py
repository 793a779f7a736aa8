"""“Who has seen what”: the audit of one citizen by day; what others saw, what others did, and last her own acts."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from companion.accounts import service as accounts
from companion.accounts.contacts import contacts
from companion.foundation import audit, clock
from companion.foundation.errors import NotFound
from companion.language.text import Text
from companion.me import looks

YEARS = range(2000, 2200)  # days anybody can ask for


@dataclass(frozen=True)
class Seen:
    """One line: when, what, who in which role and unit, and why where somebody looked."""

    at: datetime
    event: str
    by_me: bool
    who: str | None
    role: str
    unit_name: Text | None
    why: str

    @property
    def is_read(self) -> bool:
        """Whether somebody saw something, and changed nothing."""
        return self.event.startswith(looks.READ)


Gathered = Sequence[tuple[Seen, int]]  # lines, and how often the same person did the same


@dataclass(frozen=True)
class Place:
    """What one unit did for one reason."""

    unit_name: Text | None
    why: str
    lines: Gathered


@dataclass(frozen=True)
class Day:
    """One Danish day."""

    day: date
    reads: Sequence[Place]
    changes: Sequence[Place]
    own: Gathered


@dataclass(frozen=True)
class Page:
    """Some days, newest first; `older` is the day before which there is more."""

    days: Sequence[Day]
    older: date | None


def page_before(citizen: uuid.UUID, before: str | None) -> Page:
    """The newest whole days, or those before an ISO date. Raises NotFound for something that is no day."""
    until = clock.midnight(_day(before)) if before else None
    lines = audit.lines_about(citizen, before=until, limit=audit.LATEST + 1)
    lines, older = _whole_days(citizen, lines, until)
    staff = contacts({line.actor_id for line in lines if line.actor_id and line.actor_id != citizen})
    units = {line.actor_unit_id: accounts.unit(line.actor_unit_id).name for line in lines if line.actor_unit_id}
    told = (_seen(line, citizen, staff, units) for line in lines)
    return Page([_of_day(day, list(same)) for day, same in groupby(told, key=lambda one: _danish(one.at))], older)


def gathered(lines: Iterable[Seen]) -> Gathered:
    """The lines of one day; what the same person did several times stands there once, with its number."""
    times: dict[tuple[object, ...], list[Seen]] = {}
    for line in lines:
        times.setdefault((line.event, line.by_me, line.who, line.role, str(line.unit_name), line.why), []).append(line)
    return [(same[0], len(same)) for same in times.values()]


def _whole_days(citizen: uuid.UUID, lines: Sequence[Any], until: datetime | None) -> tuple[Sequence[Any], date | None]:
    """No day is cut in two: the last one waits for the next page, unless it is the only one."""
    if len(lines) <= audit.LATEST:
        return lines, None
    last = _danish(lines[-1].at)
    if last != _danish(lines[0].at):
        return [line for line in lines if _danish(line.at) > last], last + timedelta(days=1)
    whole = audit.lines_about(citizen, before=until, since=clock.midnight(last), limit=None)
    return whole, last


def _of_day(day: date, lines: Sequence[Seen]) -> Day:
    others = [line for line in lines if not line.by_me]
    return Day(
        day,
        reads=_places(line for line in others if line.is_read),
        changes=_places(line for line in others if not line.is_read),
        own=gathered(line for line in lines if line.by_me),
    )


def _places(lines: Iterable[Seen]) -> Sequence[Place]:
    by_place: dict[tuple[str, str], list[Seen]] = {}
    for line in lines:
        by_place.setdefault((str(line.unit_name), line.why), []).append(line)
    return [Place(same[0].unit_name, same[0].why, gathered(same)) for same in by_place.values()]


def _seen(line: Any, citizen: uuid.UUID, staff: Mapping[uuid.UUID, Any], units: Mapping[uuid.UUID, Text]) -> Seen:
    contact = staff.get(line.actor_id)
    return Seen(
        at=line.at,
        event=line.event,
        by_me=line.actor_id == citizen,
        who=contact.name if contact else None,
        role=line.actor_role,
        unit_name=units.get(line.actor_unit_id),
        why=looks.why(line.event, line.purpose),
    )


def _day(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise NotFound from None
    if day.year not in YEARS:
        raise NotFound
    return day


def _danish(moment: datetime) -> date:
    return clock.danish(moment).date()
