"""The task types of the catalogue (`catalogue.toml`): what kinds of help there are, in plain words."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from companion.language.provenance import Provenance, of
from companion.language.text import Text, danish_of

# The Danish municipalities' common terms (KL). Only the words are known to us, so only they are kept: a code number
# that nobody looked up would be worse than none.
KL_SYSTEM = "urn:oid:1.2.208.176.2.21"
KL_TERMS = (
    "Afklarende samtale",
    "Samtale om alkohol",
    "Kostvejledning",
    "Sygdomshåndtering",
    "Mental håndtering",
    "Fysisk træning",
    "Nikotin- og tobaksafvænning",
)


@dataclass(frozen=True)
class TaskType:
    """One kind of help; `icon` is its topic's pictogram, `unit_kind` the kind of unit that usually owns it."""

    key: str
    icon: str
    unit_kind: str
    name: Text
    about: Text
    kl_terms: tuple[str, ...]
    source: str
    verified_on: date


@cache
def task_types() -> Mapping[str, TaskType]:
    """Every task type by key, in the order in which they are read."""
    rows = _file()["type"]
    return {row["key"]: TaskType(**{**row, "kl_terms": tuple(row["kl_terms"])}) for row in rows}


def provenance_of(code: str, offered: Iterable[object] = ()) -> Provenance:
    """Where the texts of the types and of what is offered come from in a language."""
    return of(danish_of(*task_types().values(), *offered), code, shipped(code))


def shipped(code: str) -> Provenance:
    """What the file says of a language."""
    told: Mapping[str, Provenance] = _file()["provenance"]
    return told.get(code, "missing")


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))
