"""Sentences to show somebody who reads Danish (`needs.toml`): a bus driver, a reception, a pharmacy."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from companion.foundation.errors import NotFound
from companion.language.text import Text


@dataclass(frozen=True)
class Need:
    """One sentence; `open` where a place or a name is written behind it on the phone, and nowhere else."""

    code: str
    icon: str
    words: Text
    open: bool = False
    phone: str | None = None


@cache
def needs() -> dict[str, Need]:
    """Every need by its code, in the order they are shown."""
    rows = tomllib.loads(Path(__file__).with_name("needs.toml").read_text(encoding="utf-8"))["need"]
    return {row["code"]: Need(**row) for row in rows}


def need(code: str) -> Need:
    """One need. Raises NotFound."""
    found = needs().get(code)
    if found is None:
        raise NotFound
    return found
