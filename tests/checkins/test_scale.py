"""Nobody's value is ever mixed with another's: what is said is always something somebody chose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.checkins.scale import Scale, change, newest, views

STEPS = st.integers(1, 5)
ROW = st.lists(st.none() | STEPS, max_size=12)
OPPOSITE = {"higher": "lower", "lower": "higher", "same": "same"}


def test_it_works() -> None:
    point = newest([None, 4, None, 2])
    assert point is not None and (point.value, point.place, point.change) == (4, 1, "higher")


@given(ROW)
def test_the_newest_value_is_one_that_was_given(row: list[int | None]) -> None:
    point = newest(row)
    assert (point is None) == (set(row) <= {None})
    if point is not None:
        assert row[point.place] == point.value and set(row[: point.place]) <= {None}


@given(ROW, st.integers(0, 12))
def test_a_skipped_question_changes_nothing(row: list[int | None], place: int) -> None:
    before, after = newest(row), newest([*row[:place], None, *row[place:]])
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert (before.value, before.change) == (after.value, after.change)


@given(ROW)
def test_a_change_needs_two_values_of_the_same_rater(row: list[int | None]) -> None:
    point, values = newest(row), [value for value in row if value is not None]
    if point is not None:
        assert (point.change is None) == (len(values) < 2)


@given(STEPS, STEPS)
def test_a_change_is_named_from_one_step_and_its_way_back_is_the_opposite(before: int, after: int) -> None:
    assert (change(before, after) == "same") == (before == after)
    assert change(after, before) == OPPOSITE[change(before, after)]


@given(st.none() | STEPS, st.lists(STEPS, max_size=3))
def test_two_see_it_alike_only_when_all_say_the_same(own: int | None, others: list[int]) -> None:
    said = views(own, others)
    assert (said is None) == (own is None or not others)
    assert (said == "same") == (own is not None and bool(others) and all(one == own for one in others))


def test_a_four_and_a_two_are_no_three() -> None:
    assert views(4, [2]) == "apart" and views(3, [4, 2]) == "apart"


@given(st.integers(0, 1), st.integers(3, 7), st.integers(-9, 12))
def test_only_the_steps_are_on_the_scale(lowest: int, steps: int, value: int) -> None:
    assert Scale(lowest, lowest + steps - 1).holds(value) == (value in range(lowest, lowest + steps))


@pytest.mark.parametrize("value", [True, 3.0, "3", None, [3]])
def test_nothing_but_whole_numbers_is_a_step(value: object) -> None:
    assert not Scale(1, 5).holds(value)
