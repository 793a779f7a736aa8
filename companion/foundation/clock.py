"""The only reader of time: everything else asks `now()`, so that tests can move it."""

from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

DANISH_TIME = ZoneInfo("Europe/Copenhagen")  # rules about days and hours are Danish rules


class Clock(Protocol):
    """Anything that tells the present moment."""

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        return datetime.now(UTC)


def now() -> datetime:
    """The present moment of the running application, aware and in UTC."""
    from companion.foundation import runtime  # here, because a runtime holds a clock

    return runtime.current().clock.now()


def today() -> date:
    """The date in Denmark just now."""
    return danish(now()).date()


def midnight(day: date) -> datetime:
    """The first moment of a Danish day."""
    return datetime.combine(day, time(), tzinfo=DANISH_TIME)


def danish(moment: datetime) -> datetime:
    """The same moment on a Danish wall clock."""
    return moment.astimezone(DANISH_TIME)
