"""When a message may come: quiet hours, the next open moment, days before or after something (Danish wall clock)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DANISH_TIME = ZoneInfo("Europe/Copenhagen")  # hours are hours of a Danish day
EARLIEST, LATEST = time(8), time(20)  # quiet from 20 to 8, whatever anybody chooses
EVENING = time(18)  # the bundle of tomorrow's meetings
BEFORE_MEETING = timedelta(hours=2)
SHORTEST_WINDOW = timedelta(hours=2)  # of the hours she chooses: less would hold everything for ever
DAYS_AHEAD = 2  # every day has an open moment, so the next one is today, tomorrow or the day after


@dataclass(frozen=True)
class Hours:
    """The hours of a day in which messages may come, and a rest within them if she wants one."""

    opens: time = EARLIEST
    closes: time = LATEST
    rest_from: time | None = None
    rest_to: time | None = None

    @property
    def is_sound(self) -> bool:
        """Whether these hours lie in the day, in order, and leave two hours open."""
        if not EARLIEST <= self.opens < self.closes <= LATEST:
            return False
        if (self.rest_from is None) != (self.rest_to is None):
            return False
        rest = timedelta()
        if self.rest_from is not None and self.rest_to is not None:
            if self.rest_from >= self.rest_to:
                return False
            rest = _between(max(self.rest_from, self.opens), min(self.rest_to, self.closes))
        return _between(self.opens, self.closes) - rest >= SHORTEST_WINDOW


def is_quiet(moment: datetime, hours: Hours) -> bool:
    """Whether nothing may ring at this moment."""
    wall = moment.astimezone(DANISH_TIME).time()
    if not hours.opens <= wall < hours.closes:
        return True
    return hours.rest_from is not None and hours.rest_to is not None and hours.rest_from <= wall < hours.rest_to


def next_open(moment: datetime, hours: Hours) -> datetime:
    """The first moment from here on at which a message may come (UTC)."""
    if not is_quiet(moment, hours):
        return moment.astimezone(UTC)
    today = moment.astimezone(DANISH_TIME).date()
    days = (today + timedelta(days=number) for number in range(DAYS_AHEAD + 1))
    begins = (at(day, wall) for day in days for wall in sorted({hours.opens, hours.rest_to or hours.opens}))
    return next(one for one in begins if one >= moment and not is_quiet(one, hours))


def closes_at(moment: datetime, hours: Hours) -> datetime:
    """When the quiet hours after an open moment begin (UTC): nothing may arrive later that day."""
    day, wall = moment.astimezone(DANISH_TIME).date(), moment.astimezone(DANISH_TIME).time()
    rest = hours.rest_from if hours.rest_from is not None and wall < hours.rest_from else None
    return at(day, min(hours.closes, rest or hours.closes))


def at(day: date, wall: time) -> datetime:
    """The moment (UTC) of a wall-clock hour on a day; skipped hours move on, doubled ones mean the first (PEP 495)."""
    return datetime.combine(day, wall, tzinfo=DANISH_TIME).astimezone(UTC)


def days_from(anchor: datetime, days: int, wall: time) -> datetime:
    """A wall-clock hour so many days after (or, below zero, before) the day of something."""
    return at(day_of(anchor) + timedelta(days=days), wall)


def evening_before(starts_at: datetime) -> datetime:
    """18:00 on the evening before."""
    return days_from(starts_at, -1, EVENING)


def shortly_before(starts_at: datetime) -> datetime:
    """Two hours before: hours that pass, also over a clock change."""
    return starts_at.astimezone(UTC) - BEFORE_MEETING


def day_of(moment: datetime) -> date:
    """The Danish day of a moment."""
    return moment.astimezone(DANISH_TIME).date()


def midnight_after(moment: datetime) -> datetime:
    """The first moment of the next Danish day (UTC)."""
    return at(day_of(moment) + timedelta(days=1), time())


def _between(start: time, end: time) -> timedelta:
    day = date(2026, 1, 1)
    return max(timedelta(), datetime.combine(day, end) - datetime.combine(day, start))
