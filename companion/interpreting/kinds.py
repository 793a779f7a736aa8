"""Kinds of talk and the words an interpreter may want to look up before (`kinds.toml`, `terms.toml`)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from companion.language.text import Text

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Term:
    """One Danish word and what it means, in several languages."""

    word: str
    means: Text


@cache
def kinds() -> dict[str, Text]:
    """Kind → its words, in the order they are offered."""
    return {row["code"]: row["words"] for row in _rows("kinds.toml", "kind")}


@cache
def terms() -> Sequence[Term]:
    """The ten words on the preparation sheet."""
    return tuple(Term(**row) for row in _rows("terms.toml", "term"))


def _rows(name: str, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((HERE / name).read_text(encoding="utf-8"))[key]
    return found
