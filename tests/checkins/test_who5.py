"""The WHO-5 score against a second way of counting, over every pattern there is, and in words."""

from itertools import product

import pytest

from companion.checkins.who5 import (
    BANDS,
    ITEMS,
    NotFiveAnswers,
    band,
    change,
    index,
    raw_score,
    shows_help_lines,
)
from tests.checkins.second_opinion import PATTERNS, second_opinion


def test_it_works() -> None:
    assert (raw_score([5, 4, 3, 2, 1]), index(15), band(15).key) == (15, 60, "good")


def test_every_pattern_agrees_with_a_second_opinion() -> None:
    assert len(PATTERNS) == 7776
    for answers in PATTERNS:
        raw = raw_score(answers)
        assert (index(raw), band(raw).key, shows_help_lines(answers)) == second_opinion(answers)


def test_the_items_are_those_of_the_danish_questionnaire_in_order() -> None:
    assert ITEMS == ("happy", "calm", "active", "rested", "interest")


@pytest.mark.parametrize("answer", [True, False, 5.0, "5", 6, -1, None, [5], b"5", 10**30])
@pytest.mark.parametrize("place", range(5))
def test_an_answer_out_of_range_gives_no_score(answer: object, place: int) -> None:
    answers: list[object] = [3, 3, 3, 3, 3]
    answers[place] = answer
    with pytest.raises(NotFiveAnswers):
        raw_score(answers)


@pytest.mark.parametrize("answers", [[], [5], [5] * 4, [5] * 6, "54321"])
def test_five_of_five_or_no_score(answers: list[int]) -> None:
    with pytest.raises(NotFiveAnswers):
        raw_score(answers)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(10, 10, "same"), (10, 12, "same"), (10, 8, "same"), (10, 13, "higher"), (10, 7, "lower"), (0, 25, "higher")],
)
def test_a_change_is_named_from_three_steps(before: int, after: int, said: str) -> None:
    """8 points are “about the same”, 12 are “higher”: 10 points cannot be reached with fewer than 3 steps."""
    assert change(before, after) == said


def test_a_change_and_its_way_back_are_opposites() -> None:
    opposite = {"higher": "lower", "lower": "higher", "same": "same"}
    for before, after in product(range(26), repeat=2):
        named = abs(index(after) - index(before)) >= 10
        assert (change(before, after) != "same") == named
        assert change(after, before) == opposite[change(before, after)]


def test_the_bands_cover_everything_once() -> None:
    assert [raw for one in BANDS for raw in range(one.lowest, one.highest + 1)] == list(range(26))
    assert [(index(one.lowest), index(one.highest)) for one in BANDS] == [(0, 32), (36, 48), (52, 100)]


@pytest.mark.parametrize(
    ("raw", "key"), [(0, "low"), (8, "low"), (9, "middle"), (12, "middle"), (13, "good"), (25, "good")]
)
def test_the_bounds_of_the_bands(raw: int, key: str) -> None:
    assert band(raw).key == key


@pytest.mark.parametrize(
    ("answers", "shown"),
    [((2, 2, 2, 1, 1), True), ((2, 2, 2, 2, 1), False), ((5, 5, 5, 5, 0), True), ((5, 5, 5, 5, 5), False)],
)
def test_help_lines_stand_beside_a_low_result_and_beside_any_zero(answers: tuple[int, ...], shown: bool) -> None:
    assert shows_help_lines(answers) is shown
