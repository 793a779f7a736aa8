"""Interleaved rounds: A B C, A B C, …; a slow moment of the machine meets everybody, the median forgets it."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

WARM_UP = 60  # calls before the first round: templates compiled, statements cached


@dataclass(frozen=True)
class Effort:
    """How long to measure: so many rounds of so many calls each."""

    rounds: int
    calls: int


def cpu_microseconds(contestants: Mapping[str, Callable[[], object]], effort: Effort) -> dict[str, float]:
    """CPU time of this process per call in microseconds, by contestant: the median of its rounds."""
    for act in contestants.values():
        _repeat(act, WARM_UP)
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(effort.rounds):
        for name, act in contestants.items():
            gc.collect()
            taken[name].append(_cpu(act, effort.calls))
    return {name: statistics.median(times) for name, times in taken.items()}


def percentile(values: Sequence[float], per_cent: int) -> float:
    """The value that `per_cent` of all values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * per_cent // 100) - 1)]


def _cpu(act: Callable[[], object], calls: int) -> float:
    started = time.process_time()
    _repeat(act, calls)
    return (time.process_time() - started) / calls * 1e6


def _repeat(act: Callable[[], object], calls: int) -> None:
    for _ in range(calls):
        act()
