"""What translators wrote here lies over the shipped catalogues: read once, and again when it changed.

Every process looks at most every `LOOK_AGAIN` whether something changed; the one that saved looks at once.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from companion.foundation import clock, runtime
from companion.foundation.database import Database, reading
from companion.language.records import Wording
from companion.language.table import SOURCE

LOOK_AGAIN = timedelta(seconds=10)  # a new wording is on every screen within this time
_EVERY = (Wording.language, Wording.danish, Wording.forms, Wording.reviewed_at)


@dataclass(frozen=True, eq=False)
class Overlay:
    """The wordings of one language: by their Danish text, with those somebody has read through."""

    version: str = ""
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    reviewed: frozenset[str] = frozenset()

    def one(self, danish: str) -> str | None:
        """The wording of a text without plural forms."""
        found = self.forms.get(danish)
        return found[0] if found else None


NOTHING = Overlay()


def digest_of(danish: str) -> str:
    """A short name of a Danish text, for addresses: another text has another name."""
    return hashlib.sha256(danish.encode()).hexdigest()[:16]


def current(code: str) -> Overlay:
    """What lies over the catalogue of this language in the running installation; nothing outside one."""
    try:
        ground = runtime.current()
    except LookupError:
        return NOTHING
    if code == SOURCE:
        return NOTHING
    shelf = _shelves.setdefault(ground.database, _Shelf())
    shelf.look()
    return shelf.overlays.get(code, NOTHING)


def look_again() -> None:
    """Something was saved here: the next text said in this process is the new one."""
    _shelves.pop(runtime.current().database, None)


@dataclass
class _Shelf:
    looked_at: datetime | None = None
    version: str | None = None
    overlays: Mapping[str, Overlay] = field(default_factory=dict)

    def look(self) -> None:
        now = clock.now()
        if self.looked_at is not None and abs(now - self.looked_at) < LOOK_AGAIN:
            return
        self.looked_at = now
        with reading() as db:
            number, newest = db.execute(select(func.count(), func.max(Wording.changed_at))).one()
            if (version := f"{number}-{newest}") != self.version:
                self.version = version
                self.overlays = _overlays(db.execute(_IN_ORDER), version) if number else {}


_shelves: WeakKeyDictionary[Database, _Shelf] = WeakKeyDictionary()
_IN_ORDER = select(*_EVERY).order_by(Wording.written_at, Wording.id)


def _overlays(rows: Iterable[Any], version: str) -> dict[str, Overlay]:
    forms: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    reviewed: dict[str, set[str]] = defaultdict(set)
    for code, danish, said, reviewed_at in rows:  # the newest of a text comes last
        forms[code][danish] = tuple(said)
        (reviewed[code].add if reviewed_at else reviewed[code].discard)(danish)
    return {code: Overlay(version, MappingProxyType(said), frozenset(reviewed[code])) for code, said in forms.items()}
