"""What translators wrote here lies over the shipped catalogues: read once, and again when it changed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, func, select

from companion.foundation.kept import Kept
from companion.language.records import Wording
from companion.language.table import SOURCE

TRIED = Markup("<mark data-tried>%s</mark>")
_EVERY = (Wording.language, Wording.danish, Wording.forms, Wording.reviewed_at)


@dataclass(frozen=True, eq=False)
class Overlay:
    """The wordings of one language: by their Danish text, with those somebody has read through."""

    version: str = ""  # a digest of what it says: another installation with the same words has the same
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    reviewed: frozenset[str] = frozenset()
    tried: str | None = None  # the Danish text somebody tries a wording of: it is marked, and nothing of it is kept

    def one(self, danish: str) -> str | None:
        """The wording of a text without plural forms."""
        found = self.forms.get(danish)
        return found[0] if found else None

    def marked(self, danish: str, said: Markup) -> Markup:
        """How a text is said; a wording that is only tried stands out."""
        return TRIED % said if danish == self.tried else said


NOTHING = Overlay()


def digest_of(danish: str) -> str:
    """A short name of a Danish text, for addresses: another text has another name."""
    return hashlib.sha256(danish.encode()).hexdigest()[:16]


def current(code: str) -> Overlay:
    """What lies over the catalogue of this language in the running installation; nothing outside one."""
    if code == SOURCE:
        return NOTHING
    tried = _tried.get()
    if tried is not None and tried[0] == code:
        return tried[1]
    return _KEPT.now().get(code, NOTHING)


@contextmanager
def trying(code: str, danish: str, forms: tuple[str, ...]) -> Iterator[None]:
    """Inside, and nowhere else, this text is said so in this language, and marked where it stands."""
    usual = current(code)
    put_on = _tried.set((code, Overlay("", {**usual.forms, danish: forms}, usual.reviewed, danish)))
    try:
        yield
    finally:
        _tried.reset(put_on)


def look_again() -> None:
    """Something was saved here: the next text said in this process is the new one. Call it after the transaction."""
    _KEPT.look_again()


def _read(db: Connection, former: Mapping[str, Overlay]) -> Mapping[str, Overlay]:
    return _overlays(db.execute(_IN_ORDER), former)


_tried: ContextVar[tuple[str, Overlay] | None] = ContextVar("tried", default=None)
_IN_ORDER = select(*_EVERY).order_by(Wording.written_at, Wording.id)
_KEPT: Kept[Mapping[str, Overlay]] = Kept(
    select(func.count(), func.count(Wording.reviewed_at), func.max(Wording.changed_at)), _read, dict
)


def _overlays(rows: Iterable[Any], former: Mapping[str, Overlay]) -> dict[str, Overlay]:
    forms: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    reviewed: dict[str, set[str]] = defaultdict(set)
    for code, danish, said, reviewed_at in rows:  # the newest of a text comes last
        forms[code][danish] = tuple(said)
        (reviewed[code].add if reviewed_at else reviewed[code].discard)(danish)
    return {code: _overlay(said, reviewed[code], former.get(code)) for code, said in forms.items()}


def _overlay(forms: dict[str, tuple[str, ...]], reviewed: set[str], former: Overlay | None) -> Overlay:
    """A language nobody has changed keeps its overlay, and with it the pages made for it."""
    version = hashlib.sha256(repr(sorted(forms.items())).encode()).hexdigest()[:16]
    if former is not None and former.version == version and former.reviewed == reviewed:
        return former
    return Overlay(version, MappingProxyType(forms), frozenset(reviewed))
