"""The steps of a worry in order of time, and what fits."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.concerns import rules

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MOMENTS = st.none() | st.integers(0, 1000).map(lambda minutes: NOW + timedelta(minutes=minutes))


@dataclass
class A:
    """A worry with these moments."""

    moments: dict[str, datetime | None]

    def __getattr__(self, name: str) -> datetime | None:
        return self.moments.get(name.removesuffix("_at"))

    @property
    def sent_at(self) -> datetime:
        """Always known."""
        return NOW


@given(st.dictionaries(st.sampled_from(rules.STEPS[1:]), MOMENTS))
def test_steps_are_what_happened_in_order_of_time(moments: dict[str, datetime | None]) -> None:
    steps = rules.steps(A(moments))
    happened = {"sent", *(name for name, at in moments.items() if at)}
    assert {step.name for step in steps} == happened and len(steps) == len(happened)
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert rules.newest(A(moments)) == steps[-1].name


@pytest.mark.parametrize(
    ("lines", "fits"),
    [
        (["a"], True),
        (["a", "b", "c"], True),
        ([], False),
        (["a"] * 4, False),
        (["a" * 200], True),
        (["a" * 201], False),
        ([""], False),
    ],
)
def test_an_advice_has_one_to_three_short_lines(lines: list[str], fits: bool) -> None:
    assert rules.advice_fits(lines) is fits


@given(st.lists(st.integers(-1000, 100_000), max_size=8))
def test_times_to_choose_from_are_ahead_near_and_different(minutes: list[int]) -> None:
    starts = [NOW + timedelta(minutes=one) for one in minutes]
    good = all(0 < one <= rules.SLOT_DAYS * 1440 for one in minutes)
    assert rules.slots_fit(starts, NOW) is (good and len(set(minutes)) == len(minutes) <= rules.MOST_SLOTS)


@given(st.dates(date(2000, 1, 3), date(2099, 1, 1)))
def test_the_monday_of_a_day(day: date) -> None:
    monday = rules.monday_of(day)
    assert monday.weekday() == 0 and timedelta() <= day - monday < timedelta(days=7)
