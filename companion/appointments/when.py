"""Reads a Danish day and hour from a form: an hour that does not exist is refused, one that comes twice is asked."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from companion.appointments import rules
from companion.foundation.errors import N_, Invalid


class NoTime(Invalid):
    """A day and an hour make a time."""

    sentence = N_("Vælg dag og tid.")


class HourMissing(Invalid):
    """On the night the clocks go forward, an hour is skipped."""

    sentence = N_("Den time findes ikke den nat. Uret springer frem. Vælg en anden tid.")


class HourTwice(Invalid):
    """On the night the clocks go back, an hour comes twice."""

    sentence = N_("Den time kommer to gange den nat. Vælg den første eller den anden.")


def moment(day: str, at: str, which: str = "") -> datetime:
    """The moment (UTC) of a day and an hour as a form writes them. Raises NoTime, HourMissing or HourTwice."""
    try:
        found = rules.moments_of(date.fromisoformat(day.strip()), at.strip())
    except (ValueError, OverflowError):
        raise NoTime from None
    if not found:
        raise HourMissing
    if len(found) == 1:
        return found[0]
    if which not in (rules.FIRST, rules.SECOND):
        raise HourTwice
    return found[0] if which == rules.FIRST else found[1]


def several(form: Mapping[str, str]) -> Sequence[datetime]:
    """The times in the numbered fields `day-1`, `at-1` and so on that were filled in; an empty line is no time."""
    after = [f"-{number}" for number in range(1, rules.MOST_SLOTS + 1)]
    return [of_form(form, one) for one in after if form.get(f"day{one}") or form.get(f"at{one}")]


def of_form(form: Mapping[str, str], after: str = "") -> datetime:
    """The time in fields `day`, `at` and `which`; `after` tells several apart. Raises what `moment` raises."""
    try:
        return moment(form.get(f"day{after}", ""), form.get(f"at{after}", ""), form.get(f"which{after}", ""))
    except HourTwice:
        raise HourTwice(field=f"which{after}") from None
