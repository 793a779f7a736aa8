"""Scoring of the WHO-5 Well-Being Index: five answers 0–5, raw 0–25, index = raw × 4 (0–100).

Source: WHO (2024) The World Health Organization-Five Well-Being Index, WHO/UCN/MSD/MHE/2024.1;
bands in Danish practice 0–35, 36–50 and above; a change is named from 10 points, which is 3 raw steps.
A thermometer, not a diagnosis: no score decides anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

ITEMS = ("happy", "calm", "active", "rested", "interest")  # KL's linkIds, in the order of the form
HIGHEST_ANSWER = 5
INDEX_PER_STEP = 4
NAMED_CHANGE_STEPS = 3  # 10 index points cannot be reached with fewer raw steps
DAYS_APART = 14  # the form asks about the last two weeks

Change = Literal["higher", "same", "lower"]


class NotFiveAnswers(ValueError):
    """Five whole answers from 0 to 5 give a score; anything else gives none."""


@dataclass(frozen=True)
class Band:
    """A stretch of raw scores that is told in the same words."""

    key: str
    lowest: int
    highest: int


BANDS = (Band("low", 0, 8), Band("middle", 9, 12), Band("good", 13, 25))  # index 0–35, 36–50, 51–100


def raw_score(answers: Sequence[object]) -> int:
    """The raw score 0–25. Raises NotFiveAnswers."""
    whole = [answer for answer in answers if type(answer) is int and 0 <= answer <= HIGHEST_ANSWER]
    if len(answers) != len(ITEMS) or len(whole) != len(ITEMS):
        raise NotFiveAnswers
    return sum(whole)


def index(raw: int) -> int:
    """The index 0–100, always a multiple of 4; higher is better."""
    return raw * INDEX_PER_STEP


def band(raw: int) -> Band:
    """The band a raw score lies in."""
    return next(band for band in BANDS if band.lowest <= raw <= band.highest)


def change(before: int, after: int) -> Change:
    """How two raw scores are compared in words: fewer than 3 steps apart is about the same."""
    if abs(after - before) < NAMED_CHANGE_STEPS:
        return "same"
    return "higher" if after > before else "lower"


def shows_help_lines(answers: Sequence[int]) -> bool:
    """Whether help lines stand beside the result: index 35 or lower, or any answer “at no time”."""
    return band(sum(answers)).key == "low" or 0 in answers
