"""Whether the audit is whole: every line, every seal in order, and the heads kept outside the database.

Pure: it looks at rows and keys and nothing else, so that a copy can be checked as well as the original.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from companion.foundation.audit import BLANKED
from companion.foundation.audit_digest import Keys, blanking, is_keyed, keyed, stands

START = ""  # what stands before the first seal


class Fault(NamedTuple):
    """One thing that is not as it was written: its kind (English constant) and the line or seal."""

    kind: str
    where: str


class Anchor(NamedTuple):
    """One head as it was put down outside the database."""

    number: int
    head: str


@dataclass(frozen=True)
class Rows:
    """What is checked: seals by number, sealed lines by seal, lines that wait for a seal, and the anchors."""

    seals: Iterable[Any]
    sealed: Iterable[Any]
    waiting: Iterable[Any]
    anchors: Iterable[Anchor]


@dataclass
class Seen:
    """What was met on the way, for the questions at the end and for whoever watches."""

    seals: int = 0
    lines: int = 0
    last: int = 0
    blanked: dict[UUID, list[UUID]] = field(default_factory=dict)
    records: dict[UUID, str | None] = field(default_factory=dict)


def head(*, number: int, sealed_at: str, previous: str, digests: list[str], key: tuple[str, bytes]) -> str:
    """The head of one seal: keyed over the one before it and the digests of its lines, in order."""
    return keyed(key, [number, sealed_at, previous, len(digests), *digests])


def faults(rows: Rows, keys: Keys, seen: Seen | None = None) -> Iterator[Fault]:
    """Every fault, as it is met; `seen` fills on the way. Iterate to the end before you call it whole."""
    met = Seen() if seen is None else seen
    anchors = _by_number(rows.anchors)
    yield from _chain(rows, keys, (met, anchors))
    for line in rows.waiting:
        yield from _line(line, keys, met)
    yield from (Fault("tail cut", f"seal {number}") for number in sorted(anchors) if number > met.last)
    yield from _blankings(met)


def in_order(lines: Iterable[Any]) -> list[Any]:
    """The order in which lines are sealed."""
    return sorted(lines, key=lambda line: (line.at, line.id))


def _chain(rows: Rows, keys: Keys, on_the_way: tuple[Seen, Mapping[int, set[str]]]) -> Iterator[Fault]:
    met, anchors = on_the_way
    pages = _Pages(rows.sealed)
    previous = START
    for seal in rows.seals:
        yield from (Fault("line of a missing seal", str(line.id)) for line in pages.before(seal.number))
        lines = in_order(pages.of(seal.number))
        if seal.number != met.last + 1:
            yield Fault("seal missing", f"seal {met.last + 1}")
        for line in lines:
            yield from _line(line, keys, met)
        yield from _seal(seal, previous, lines, keys)
        if any(told != seal.head for told in anchors.get(seal.number, ())):
            yield Fault("not the head that was kept outside", f"seal {seal.number}")
        previous, met.last, met.seals = seal.head, seal.number, met.seals + 1
    yield from (Fault("line of a missing seal", str(line.id)) for line in pages.rest())


def _line(line: Any, keys: Keys, met: Seen) -> Iterator[Fault]:
    met.lines += 1
    if line.digest is None:
        yield Fault("line without a digest", str(line.id))
    elif not stands(line, keys):
        yield Fault("line changed", str(line.id))
    if line.blanked_by is not None:
        met.blanked.setdefault(line.blanked_by, []).append(line.id)
    if line.event == BLANKED:
        met.records[line.id] = line.purpose


def _seal(seal: Any, previous: str, lines: list[Any], keys: Keys) -> Iterator[Fault]:
    if seal.previous_head != previous:
        yield Fault("seal does not follow the one before", f"seal {seal.number}")
    at = seal.sealed_at.isoformat(timespec="microseconds")
    digests = [line.digest or "" for line in lines]

    def again(key: tuple[str, bytes]) -> str:
        return head(number=seal.number, sealed_at=at, previous=seal.previous_head, digests=digests, key=key)

    if len(lines) != seal.lines:
        yield Fault("lines missing or too many", f"seal {seal.number}")
    elif not is_keyed(seal.head, keys, again):
        yield Fault("seal does not fit its lines", f"seal {seal.number}")


def _blankings(met: Seen) -> Iterator[Fault]:
    for record in sorted({*met.blanked, *met.records}):
        ids = met.blanked.get(record, [])
        if met.records.get(record) != blanking(ids):
            yield Fault("blanked lines are not those of the record", str(record))


def _by_number(anchors: Iterable[Anchor]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for anchor in anchors:
        found.setdefault(anchor.number, set()).add(anchor.head)
    return found


class _Pages:
    """Sealed lines, one seal after the other, without ever holding more than one seal's lines."""

    def __init__(self, lines: Iterable[Any]) -> None:
        self._groups = groupby(lines, key=lambda line: line.seal_number)
        self._next = self._turn()

    def before(self, number: int) -> Iterator[Any]:
        """The lines of seals below this number that nobody asked for."""
        while self._next is not None and self._next[0] < number:
            yield from self._next[1]
            self._next = self._turn()

    def of(self, number: int) -> list[Any]:
        """The lines of this seal."""
        if self._next is None or self._next[0] != number:
            return []
        found, self._next = self._next[1], self._turn()
        return found

    def rest(self) -> Iterator[Any]:
        """The lines behind the last seal."""
        while self._next is not None:
            yield from self._next[1]
            self._next = self._turn()

    def _turn(self) -> tuple[int, list[Any]] | None:
        found = next(self._groups, None)
        return None if found is None else (found[0], list(found[1]))
