"""Puts the cards of a plan in the order she reads them: what waits for her first, by track, then what was put aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from companion.plan.kinds import TRACKS, WAITING
from companion.plan.known import KnownCard

PAGE_LENGTH = 40  # cards on one screen: more is scrolled past, not read
QUESTIONS, WAITS, ASIDE = "questions", "waits", "aside"
_ORDER = (QUESTIONS, *TRACKS, WAITS, ASIDE)


@dataclass(frozen=True)
class Group:
    """Cards that belong under one heading: a track, or `questions`, `waits`, `aside`."""

    name: str
    cards: Sequence[KnownCard]


@dataclass(frozen=True)
class CardPage:
    """One page of cards; `number` counts from 1 to `last`."""

    groups: Sequence[Group]
    number: int
    last: int
    count: int


def page_of(cards: Sequence[KnownCard], number: int) -> CardPage:
    """The page with this number, or the nearest there is."""
    ordered = sorted(cards, key=lambda card: _ORDER.index(_group(card)))
    last = max(1, -(-len(ordered) // PAGE_LENGTH))
    number = min(max(1, number), last)
    shown = ordered[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
    return CardPage([Group(name, list(found)) for name, found in groupby(shown, _group)], number, last, len(ordered))


def typed_number(text: str) -> int:
    """The number of a page somebody typed, or the first."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 1


def _group(card: KnownCard) -> str:
    if card.is_open_question:
        return QUESTIONS
    if card.declined_at or card.postponed_at:
        return ASIDE
    return WAITS if card.kind == WAITING else card.track
