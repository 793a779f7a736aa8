"""The task types of the catalogue (`catalogue.toml`): what kinds of help there are, in plain words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from companion.language.provenance import Provenance
from companion.language.table import SOURCE
from companion.language.text import Text

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


@cache
def provenance_of(code: str) -> Provenance:
    """Where the types' texts in a language come from."""
    if code == SOURCE:
        return "human-reviewed"
    told: Mapping[str, Provenance] = _file()["provenance"]
    return told.get(code, "missing")


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))
