"""The gate: whether a message goes out now, waits, or does not go out, decided anew at the moment of sending."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from companion.nudges.timing import Hours, at, day_of, is_quiet, midnight_after, next_open

CHANGE, OWN, NUDGE = "change", "own", "nudge"
KINDS = (CHANGE, OWN, NUDGE)
MOST_A_DAY, MOST_A_WEEK, A_WEEK = 1, 3, 7  # nudges over all senders; the week is any seven days in a row
NEAR = timedelta(hours=12)  # so near, a change may break quiet hours, if the citizen agreed
LONGEST_HOLD = timedelta(days=7)  # a nudge held longer is no longer true: a person is told instead
OPEN_PAUSE = timedelta(days=1)  # a pause without an end is looked at again every day


class Verdict(StrEnum):
    """What the gate says."""

    SEND = "send"
    HOLD = "hold"
    DROP = "drop"


@dataclass(frozen=True)
class Wishes:
    """What a citizen has said about messages; the defaults are those of somebody who has said nothing."""

    channel: str = "push"
    hours: Hours = field(default_factory=Hours)
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    hard_day_until: datetime | None = None
    evening: bool = True
    two_hours: bool = True
    at_night: bool = False
    receipts_since: datetime | None = None

    def is_paused(self, now: datetime) -> bool:
        """Whether she has paused messages now."""
        return self.paused_at is not None and (self.paused_until is None or now < self.paused_until)

    def is_hard_day(self, now: datetime) -> bool:
        """Whether today is a hard day."""
        return self.hard_day_until is not None and now < self.hard_day_until


@dataclass(frozen=True)
class Case:
    """One message at one moment, and everything the decision rests on.

    `gone` names what ended it (a cancelled meeting, a stop, a closed case); `sent` are the nudges she got before.
    """

    kind: str
    now: datetime
    planned_for: datetime
    wishes: Wishes = field(default_factory=Wishes)
    gone: str | None = None
    asked_later: bool = False
    starts_at: datetime | None = None
    wanted: bool = True
    sent: Sequence[datetime] = ()


@dataclass(frozen=True)
class Decision:
    """What was decided, why (codes), until when it is held, and the figures it rests on."""

    verdict: Verdict
    codes: tuple[str, ...]
    until: datetime | None = None
    values: Mapping[str, int] = field(default_factory=dict)

    def record(self, now: datetime) -> dict[str, object]:
        """As it is stored: codes and values, no prose."""
        until = self.until.isoformat() if self.until else None
        decided = {"verdict": str(self.verdict), "codes": list(self.codes), "until": until, "at": now.isoformat()}
        return {**decided, **self.values}


def decide(case: Case) -> Decision:
    """Send, hold or drop this message now."""
    if case.gone:
        return Decision(Verdict.DROP, (case.gone,))
    return _OF_KIND[case.kind](case)


def allowed_from(day: date, sent: Sequence[date]) -> date:
    """The first day from here on with room for one more nudge, one a day and three in any seven days."""
    while not _has_room(day, sent):
        day += timedelta(days=1)
    return day


def _change(case: Case) -> Decision:
    """Never capped; it breaks quiet hours only for a meeting that is near, and only if she agreed."""
    if not is_quiet(case.now, case.wishes.hours):
        return Decision(Verdict.SEND, ("change",))
    near = case.starts_at is not None and case.now <= case.starts_at <= case.now + NEAR
    if near and case.wishes.at_night:
        return Decision(Verdict.SEND, ("change", "night-agreed"))
    return Decision(Verdict.HOLD, ("quiet",), next_open(case.now, case.wishes.hours))


def _own(case: Case) -> Decision:
    """Her own reminder: by her choice, not in the cap, and dropped (never held) in quiet hours and in a pause."""
    if case.now < case.planned_for:
        return Decision(Verdict.HOLD, ("not-yet",), case.planned_for)
    if not case.wanted:
        return Decision(Verdict.DROP, ("reminders-off",))
    if case.wishes.is_paused(case.now):
        return Decision(Verdict.DROP, ("paused",))
    if is_quiet(case.now, case.wishes.hours):
        return Decision(Verdict.DROP, ("quiet",))
    return Decision(Verdict.SEND, ("own-choice",))


def _nudge(case: Case) -> Decision:
    if case.now > case.planned_for + LONGEST_HOLD:
        return Decision(Verdict.DROP, ("too-old",))
    holds = list(_holds(case))
    days = [day_of(moment) for moment in case.sent]
    today = day_of(case.now)
    values = {"day": days.count(today), "week": sum(0 <= (today - day).days < A_WEEK for day in days)}
    if not holds:
        codes = ("later", "within-hours", "under-cap") if case.asked_later else ("within-hours", "under-cap")
        return Decision(Verdict.SEND, codes, values=values)
    until = next_open(max(moment for _code, moment in holds), case.wishes.hours)
    return Decision(Verdict.HOLD, tuple(code for code, _moment in holds), until, values)


def _holds(case: Case) -> Iterator[tuple[str, datetime]]:
    """Every reason to wait, with the moment it ends."""
    wishes, now = case.wishes, case.now
    if now < case.planned_for:
        yield ("later" if case.asked_later else "not-yet"), case.planned_for
    if wishes.is_paused(now):
        yield "paused", wishes.paused_until or now + OPEN_PAUSE
    if wishes.hard_day_until is not None and now < wishes.hard_day_until:
        yield "hard-day", wishes.hard_day_until
    if is_quiet(now, wishes.hours):
        yield "quiet", next_open(now, wishes.hours)
    yield from _full(case)


def _full(case: Case) -> Iterator[tuple[str, datetime]]:
    today, days = day_of(case.now), [day_of(moment) for moment in case.sent]
    free = allowed_from(today, days)
    if free > today:
        yield ("cap-day" if days.count(today) >= MOST_A_DAY else "cap-week"), at(free, time())


def _has_room(day: date, sent: Sequence[date]) -> bool:
    """Whether one more on this day breaks no seven days around it: a clock may have been set back."""
    if sent.count(day) >= MOST_A_DAY:
        return False
    ends = (day + timedelta(days=number) for number in range(A_WEEK))
    return all(sum(0 <= (end - one).days < A_WEEK for one in sent) < MOST_A_WEEK for end in ends)


def hard_day_ends(now: datetime) -> datetime:
    """A hard day lasts until midnight; the morning after begins at the hours she has."""
    return midnight_after(now)


_OF_KIND: Mapping[str, Callable[[Case], Decision]] = {CHANGE: _change, OWN: _own, NUDGE: _nudge}
