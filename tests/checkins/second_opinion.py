"""WHO-5 counted a second way, knowing nothing of ours: the mean of five percentages, bands read off that mean."""

from collections.abc import Sequence
from itertools import product

PATTERNS = list(product(range(6), repeat=5))
PERCENT = {0: 0, 1: 20, 2: 40, 3: 60, 4: 80, 5: 100}  # one answer as a share of the highest


def second_opinion(answers: Sequence[int]) -> tuple[float, str, bool]:
    """The index, its band, and whether help lines stand beside it."""
    score = sum(PERCENT[answer] for answer in answers) / 5
    told = "low" if score <= 35 else "middle" if score <= 50 else "good"
    return score, told, score <= 35 or min(answers) == 0
