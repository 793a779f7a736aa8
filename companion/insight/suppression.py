"""Which cells of a table to hide, so that no cell below five can be worked out from those that are shown.

A table with totals is a circulation: every cell and every total is an edge, and what flows into a node flows out again.
Such equations are totally unimodular, so the bounds found by flows are the exact integer bounds that a reader who knows
every shown cell, every total and that nothing is negative can find. A hidden cell below five is safe when it might as
well be five or more. Source: Fischetti and Salazar, "Models and algorithms for the 2-dimensional cell suppression
problem in statistical disclosure control", Mathematical Programming 84 (1999).
"""

import heapq
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

SMALLEST = 5  # people: a group below this is not shown
Key = TypeVar("Key", bound=Hashable)
Node = Hashable


@dataclass(frozen=True)
class Edge:
    """One number of the table: a cell or a total, on its way from one sum into another."""

    tail: Node
    head: Node
    value: int


def hidden(edges: Mapping[Key, Edge]) -> frozenset[Key]:
    """What to hide: every number below five, and as few people besides as a cheapest way round finds."""
    out = {key for key, edge in edges.items() if edge.value < SMALLEST}
    small = sorted(out, key=lambda key: (edges[key].value, repr(key)))
    while weak := [key for key in small if not is_safe(key, edges, out)]:
        out |= _cheapest_way_round(weak[0], edges, out)
    return frozenset(out)


def is_safe(key: Key, edges: Mapping[Key, Edge], out: set[Key] | frozenset[Key]) -> bool:
    """Whether this hidden number could be five or more, for all that the shown ones say."""
    missing = SMALLEST - edges[key].value
    standing = {other: edges[other].value for other in out}  # another table that fits, step by step
    while missing > 0:
        way = _way(key, edges, standing)
        if way is None:
            return False
        least = min([missing, *(standing[one] for one, up in way if not up)])
        for one, up in way:
            standing[one] += least if up else -least
        missing -= least
    return True


def _way(key: Key, edges: Mapping[Key, Edge], standing: Mapping[Key, int]) -> list[tuple[Key, bool]] | None:
    """From the end of this number back to its beginning, through other hidden ones, each pushed up or taken down."""
    came: dict[Node, tuple[Node, Key, bool] | None] = {edges[key].head: None}
    waiting = [edges[key].head]
    for node in waiting:
        for one, number in standing.items():
            for there, up in _steps(node, edges[one], number) if one != key else ():
                if there not in came:
                    came[there] = (node, one, up)
                    waiting.append(there)
    return _back(came, edges[key].tail) if edges[key].tail in came else None


def _steps(node: Node, edge: Edge, standing: int, need: int = 1) -> Iterator[tuple[Node, bool]]:
    if edge.tail == node:
        yield edge.head, True
    if edge.head == node and standing >= need:
        yield edge.tail, False


def _cheapest_way_round(key: Key, edges: Mapping[Key, Edge], out: set[Key]) -> set[Key]:
    """The numbers of the cheapest circle that lets this one be five; there is always one over the totals (Dijkstra)."""
    start, goal, need = edges[key].head, edges[key].tail, SMALLEST - edges[key].value
    turns = count()  # of two ways as cheap, the one found first
    came: dict[Node, tuple[Node, Key, bool] | None] = {}
    waiting: list[tuple[int, int, Node, tuple[Node, Key, bool] | None]] = [(0, next(turns), start, None)]
    while waiting:
        cost, _turn, node, before = heapq.heappop(waiting)
        if node in came:
            continue
        came[node] = before
        for one, edge in edges.items():
            price = 0 if one in out else edge.value + 1
            for there, up in _steps(node, edge, edge.value, need) if one != key else ():
                heapq.heappush(waiting, (cost + price, next(turns), there, (node, one, up)))
    return {one for one, _up in _back(came, goal)}


def _back(came: Mapping[Node, tuple[Node, Key, bool] | None], goal: Node) -> list[tuple[Key, bool]]:
    way: list[tuple[Key, bool]] = []
    step = came[goal]
    while step is not None:
        node, one, up = step
        way.append((one, up))
        step = came[node]
    return way
