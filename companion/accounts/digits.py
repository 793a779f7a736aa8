"""Digits as people type them: any script's digits, with spaces, dashes and invisible marks between them."""

import unicodedata
from itertools import pairwise

BETWEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})  # spaces, line ends, direction marks, dashes (UAX #44)
GROUP = 3  # digits read, said and typed at a time
A_STEP = 1


def plain_digits(typed: str) -> str:
    """The digits 0–9 of what was typed, Arabic-Indic and Persian ones included; empty if anything else is in it."""
    kept = [letter for letter in typed if unicodedata.category(letter) not in BETWEEN and letter != "."]
    found = [unicodedata.decimal(letter, None) for letter in kept]
    return "" if None in found else "".join(str(digit) for digit in found)


def in_groups(digits: str) -> tuple[str, ...]:
    """The digits in groups of three, from the left."""
    return tuple(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def easy_to_guess(pin: str) -> bool:
    """Whether a PIN is one digit repeated, or a run up or down: what a finder of a card tries first."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(steps) <= 1 and steps <= {-A_STEP, 0, A_STEP}
