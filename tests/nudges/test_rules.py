"""The gate: three classes of messages, each with its own terms, decided from what is true now."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.nudges.rules import (
    CHANGE,
    MOST_A_WEEK,
    NUDGE,
    OWN,
    Case,
    Decision,
    Verdict,
    Wishes,
    decide,
)
from companion.nudges.timing import Hours, day_of, is_quiet

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # a Monday, 12:00 in Denmark
NIGHT = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)  # 22:30
A_DAY = timedelta(days=1)
MOMENTS = st.integers(0, 230 * 24 * 60).map(
    lambda minutes: datetime(2026, 3, 20, tzinfo=UTC) + timedelta(minutes=minutes)
)
HOURS = st.builds(Hours, st.integers(8, 12).map(time), st.integers(16, 20).map(time))


def case(kind: str = NUDGE, now: datetime = NOON, **said: Any) -> Case:
    return Case(**{"kind": kind, "now": now, "planned_for": now, **said})


def told(**said: Any) -> tuple[str, tuple[str, ...]]:
    found = decide(case(**said))
    return str(found.verdict), found.codes


def test_it_works() -> None:
    assert decide(case()) == Decision(Verdict.SEND, ("within-hours", "under-cap"), values={"day": 0, "week": 0})


@pytest.mark.parametrize("kind", [CHANGE, OWN, NUDGE])
@pytest.mark.parametrize("gone", ["cancelled", "closed", "over"])
def test_what_is_gone_is_not_sent(kind: str, gone: str) -> None:
    assert told(kind=kind, gone=gone) == ("drop", (gone,))


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        (Wishes(paused_at=NOON), "paused"),
        (Wishes(paused_at=NOON, paused_until=NOON + A_DAY), "paused"),
        (Wishes(hard_day_until=NOON + timedelta(hours=11)), "hard-day"),
        (Wishes(hours=Hours(time(13))), "quiet"),
        (Wishes(hours=Hours(rest_from=time(12), rest_to=time(14))), "quiet"),
    ],
)
def test_her_terms_hold_a_nudge(wishes: Wishes, code: str) -> None:
    found = decide(case(wishes=wishes))
    assert (found.verdict, found.codes) == (Verdict.HOLD, (code,))
    assert found.until is not None and found.until > NOON and not is_quiet(found.until, wishes.hours)


def test_one_a_day_and_three_a_week() -> None:
    assert told(sent=[NOON - timedelta(hours=2)])[1] == ("cap-day",)
    three = [NOON - A_DAY * number for number in (1, 3, 6)]
    assert told(sent=three)[1] == ("cap-week",)
    assert told(sent=[three[0], three[1], NOON - A_DAY * 7])[0] == "send"


def test_a_change_waits_for_the_morning_unless_it_is_near_and_she_agreed() -> None:
    near, agreed = NIGHT + timedelta(hours=11), Wishes(at_night=True)
    assert told(kind=CHANGE, now=NIGHT, starts_at=near) == ("hold", ("quiet",))
    assert told(kind=CHANGE, now=NIGHT, starts_at=near, wishes=agreed)[0] == "send"
    assert told(kind=CHANGE, now=NIGHT, starts_at=NIGHT + timedelta(hours=13), wishes=agreed)[0] == "hold"


def test_a_change_is_never_capped_and_minds_no_pause() -> None:
    held = Wishes(paused_at=NOON, hard_day_until=NOON + A_DAY)
    assert told(kind=CHANGE, sent=[NOON] * 9, wishes=held)[0] == "send"


def test_a_reminder_is_dropped_in_quiet_hours_never_held() -> None:
    assert told(kind=OWN, now=NIGHT) == ("drop", ("quiet",))
    assert told(kind=OWN, wanted=False) == ("drop", ("reminders-off",))
    assert told(kind=OWN, wishes=Wishes(paused_at=NOON)) == ("drop", ("paused",))
    assert told(kind=OWN, sent=[NOON] * 9)[0] == "send"
    assert told(kind=OWN, planned_for=NOON + A_DAY) == ("hold", ("not-yet",))


def test_a_nudge_that_was_held_for_a_week_is_not_true_any_more() -> None:
    assert told(planned_for=NOON - A_DAY * 8) == ("drop", ("too-old",))


@settings(max_examples=60, deadline=None)
@given(
    start=MOMENTS,
    hours=HOURS,
    gaps=st.lists(st.integers(0, 72 * 60), min_size=5, max_size=25),
    back=st.integers(-600, 600),
)
def test_whatever_happens_the_caps_and_hours_hold(start: datetime, hours: Hours, gaps: list[int], back: int) -> None:
    """Nudges from everybody at any time, also with a clock that is set back or forward once."""
    sent: list[datetime] = []
    now = start
    for number, gap in enumerate(gaps):
        now += timedelta(minutes=gap + (back if number == 3 else 0))
        found = decide(case(now=now, wishes=Wishes(hours=hours), sent=sent))
        if found.verdict is Verdict.HOLD:
            assert found.until is not None and found.until > now and not is_quiet(found.until, hours)
            again = decide(case(now=found.until, planned_for=now, wishes=Wishes(hours=hours), sent=sent))
            assert again.verdict is not Verdict.HOLD
            continue
        assert not is_quiet(now, hours)
        sent.append(now)
    days = [day_of(moment) for moment in sent]
    assert len(days) == len(set(days))
    assert all(sum(0 <= (day - one).days < 7 for one in days) <= MOST_A_WEEK for day in days)


def test_a_decision_is_stored_as_codes_and_figures() -> None:
    record = decide(case(sent=[NOON - A_DAY])).record(NOON)
    assert record["codes"] == ["within-hours", "under-cap"] and (record["day"], record["week"]) == (0, 1)
    assert not [value for value in record.values() if isinstance(value, str) and " " in value]
