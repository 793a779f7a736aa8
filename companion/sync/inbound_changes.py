"""What one line of a file changes: new, changed in these columns, or the same. Never what stands in them (R5).

A person is new who is new to this system: whether another one knows her is not told.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from companion.accounts import cpr, merging, replacement
from companion.foundation.database import reading
from companion.foundation.errors import Refusal
from companion.sync.api_clients import KnownClient
from companion.sync.records import OpaqueKey


@dataclass(frozen=True)
class Change:
    """What becomes of one thing; `columns` that are other than before."""

    what: str = ""
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As it is printed."""
        return f"{self.what} ({', '.join(self.columns)})" if self.columns else self.what


NEW, SAME, CHANGED = Change("new"), Change("the same"), "changed"
_FINDS = {"cpr": cpr.find, "replacement_number": replacement.find}


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    """From what was kept to what is kept now."""
    old, new = dict(_cells(before)), dict(_cells(after))
    other = tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))
    return Change(CHANGED, other) if other else SAME


def of_person(client: KnownClient, given: Mapping[str, Any]) -> Change:
    """Before she is kept: who comes under a second number is changed, nothing else of her ever is."""
    numbers = {name: str(given[name]) for name in _FINDS if given.get(name)}
    unknown = tuple(name for name, number in numbers.items() if not _is_known(client, name, number))
    if len(unknown) == len(numbers):
        return NEW
    return Change(CHANGED, unknown) if unknown else SAME


def _cells(body: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        if isinstance(value, dict):
            yield from _cells(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _is_known(client: KnownClient, kind: str, number: str) -> bool:
    try:
        citizen = _FINDS[kind](number)
    except Refusal:  # no number at all: the line is refused, and says so
        return False
    return citizen is not None and _has_key(client, merging.stands_for(citizen))


def _has_key(client: KnownClient, citizen: uuid.UUID) -> bool:
    mine = (OpaqueKey.receiver_id == client.receiver_id, OpaqueKey.citizen_id == citizen)
    with reading() as db:
        return db.execute(select(OpaqueKey.key).where(*mine)).first() is not None
