"""The neutral code list: how plans and goals are called in every body that leaves."""

import tomllib
from functools import cache
from typing import Any

from companion.foundation import places


def coding(code: str) -> dict[str, str]:
    """One title as a FHIR coding. Raises KeyError for a code that is not on the list."""
    known = _file()
    return {
        "system": known["system"],
        "version": known["version"],
        "code": code,
        "display": known["title"][code]["en"],
    }


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((places.package() / "sync" / "neutral_titles.toml").read_text(encoding="utf-8"))
