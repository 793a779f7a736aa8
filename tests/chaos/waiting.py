"""Waiting for a condition until a deadline, and the chance moment at which a fault comes."""

import random
import time
from collections.abc import Callable

LOOK_EVERY = 0.02  # seconds between two looks


class TooLong(AssertionError):
    """What was waited for did not come before its deadline."""


def until(what: str, met: Callable[[], bool], *, within: float = 30.0, every: float = LOOK_EVERY) -> float:
    """Wait until `met`; returns the seconds it took. Raises TooLong after `within` seconds."""
    start = time.monotonic()
    while not met():
        if time.monotonic() - start > within:
            raise TooLong(f"waited {within:.0f} s for: {what}")
        time.sleep(every)
    return time.monotonic() - start


def some_moment_within(longest: float, chance: random.Random) -> None:
    """Let a part of `longest` seconds go by: a kill comes when nobody expects it."""
    time.sleep(chance.uniform(0, longest))
