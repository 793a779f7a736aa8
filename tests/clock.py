"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class FrozenClock:
    """Tells one moment; `move` is the only way time passes."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)) -> None:
        self._now = start

    def now(self) -> datetime:
        """The present moment of the test."""
        return self._now

    def move(self, by: timedelta) -> None:
        """Let time pass (or go back)."""
        self._now += by
