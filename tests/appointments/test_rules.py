"""The hour of a meeting on clock-change days, and which meetings clash."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.appointments import rules

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@dataclass(frozen=True)
class Slot:
    """A meeting with nothing but a time."""

    id: uuid.UUID
    starts_at: datetime
    ends_at: datetime


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    """A meeting on one afternoon, so that many overlap."""
    start = datetime(2026, 11, 26, 12, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 300)))
    return Slot(draw(st.uuids()), start, rules.ends_at(start, draw(st.integers(1, 120))))


def test_it_works() -> None:
    assert rules.at_danish_time(date(2026, 11, 26), "14:30") == datetime(2026, 11, 26, 13, 30, tzinfo=UTC)


def test_an_hour_that_does_not_exist_moves_forward_by_the_gap() -> None:
    moment = rules.at_danish_time(SPRING, "02:30")
    assert moment == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment.astimezone(rules.DANISH_TIME).strftime("%H:%M") == "03:30"


def test_an_hour_that_exists_twice_means_the_first() -> None:
    assert rules.at_danish_time(AUTUMN, "02:30") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_meeting_over_a_clock_change_lasts_its_minutes() -> None:
    for day in (SPRING, AUTUMN):
        start = rules.at_danish_time(day, "01:30")
        assert rules.ends_at(start, 120) - start == timedelta(hours=2)


@pytest.mark.parametrize("hour", ["25:00", "half past two", ""])
def test_an_hour_of_another_form_is_refused(hour: str) -> None:
    with pytest.raises(ValueError):
        rules.at_danish_time(SPRING, hour)


def test_one_after_the_other_is_no_clash() -> None:
    noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    hours = [noon + timedelta(hours=number) for number in range(3)]
    first, second = Slot(uuid.uuid4(), hours[0], hours[1]), Slot(uuid.uuid4(), hours[1], hours[2])
    assert rules.clashes([second, first]) == []


@given(st.lists(slots(), max_size=8, unique_by=lambda slot: slot.id))
def test_two_clash_when_some_minute_belongs_to_both(meetings: list[Slot]) -> None:
    found = {frozenset((one.id, other.id)) for one, other in rules.clashes(meetings)}
    for one in meetings:
        for other in meetings:
            if one is not other:
                shared = min(one.ends_at, other.ends_at) > max(one.starts_at, other.starts_at)
                assert (frozenset((one.id, other.id)) in found) == shared


@given(st.lists(slots(), max_size=8, unique_by=lambda slot: slot.id))
def test_clashes_do_not_depend_on_order(meetings: list[Slot]) -> None:
    assert rules.clashes(meetings) == rules.clashes(meetings[::-1])
