"""The least and the most each number of several tables can be, for whoever reads all of them.

Known are the numbers shown, every sum, that nothing is negative, and which numbers are together no fewer than which.
The bounds are narrowed until they stand still. That is no proof that there are no narrower ones: tests try worlds.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from companion.insight.tables import Cell

FAR = 1_000_000  # more people than any municipality has
TIMES = 200  # each rule is looked at so often at most; a bound that is not narrowed to its end is only wider
Place = tuple[int, str, str, str]  # quarter, table, row, column; an empty word is the sum over all of them
AtLeast = tuple[Sequence[Place], Sequence[Place]]  # these together are no fewer than those


@dataclass
class Bounds:
    """What is known so far; `more` learns of further numbers and rules."""

    low: dict[Place, int] = field(default_factory=dict)
    high: dict[Place, int] = field(default_factory=dict)
    hidden: set[Place] = field(default_factory=set)
    rules: list[AtLeast] = field(default_factory=list)

    def more(self, shown: Mapping[Place, Cell], rules: Iterable[AtLeast]) -> "Bounds":
        """The same with these numbers and rules; this one stays as it is."""
        made = Bounds(dict(self.low), dict(self.high), set(self.hidden), [*self.rules, *rules])
        for place, cell in shown.items():
            made.low[place], made.high[place] = (0, FAR) if cell is None else (cell, cell)
            if cell is None:
                made.hidden.add(place)
        made._narrow()
        return made

    def below(self, smallest: int) -> frozenset[Place]:
        """The hidden numbers that are certainly smaller than this."""
        return frozenset(place for place in self.hidden if self.high[place] < smallest)

    def _narrow(self) -> None:
        touched = defaultdict(list)
        for number, (more, fewer) in enumerate(self.rules):
            for place in (*more, *fewer):
                touched[place].append(number)
        waiting, left = deque(range(len(self.rules))), TIMES * len(self.rules)
        queued = set(waiting)
        while waiting and left:
            number, left = waiting.popleft(), left - 1
            queued.discard(number)
            again = {other for place in self._apply(*self.rules[number]) for other in touched[place]} - queued
            waiting.extend(sorted(again))
            queued |= again

    def _apply(self, more: Sequence[Place], fewer: Sequence[Place]) -> list[Place]:
        """One rule: which bounds it has narrowed. One that the numbers themselves disprove says nothing."""
        most, least = sum(self.high[one] for one in more), sum(self.low[one] for one in fewer)
        if most < least:  # somebody was written down after a quarter was frozen
            return []
        changed = []
        for one in fewer:
            if most - (least - self.low[one]) < self.high[one]:
                self.high[one] = most - (least - self.low[one])
                changed.append(one)
        for one in more:
            if least - (most - self.high[one]) > self.low[one]:
                self.low[one] = least - (most - self.high[one])
                changed.append(one)
        return changed
