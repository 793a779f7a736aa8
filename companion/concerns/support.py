"""Support at work (`support.toml`): whom to ask in this municipality, and which ways there are, in plain words."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from companion.foundation import runtime
from companion.foundation.config import WrongSetting
from companion.language.provenance import Provenance, of
from companion.language.text import Text, danish_of

VERIFY_EVERY_DAYS = 180  # an unanswered number is worse than none
SHIPPED = Path(__file__).with_name("support.toml")


@dataclass(frozen=True)
class KeyPerson:
    """The handicap key person of a municipality, as she can be called; `verified_on` is when somebody last rang."""

    municipality: str
    number: str
    name: Text
    hours: Text
    verified_on: date | None = None

    def is_stale(self, day: date) -> bool:
        """Whether nobody has rung for half a year."""
        return self.verified_on is None or (day - self.verified_on).days > VERIFY_EVERY_DAYS


@dataclass(frozen=True)
class Scheme:
    """One way to support somebody at work; `law` is the act behind it, `verified_on` when a jurist read the text."""

    key: str
    icon: str
    title: Text
    about: Text
    law: str
    written_on: date
    verified_on: date | None = None


def key_person() -> KeyPerson | None:
    """Whom to call in this municipality; None where nobody has written down and rung a number."""
    wanted = runtime.current().config.municipality
    rows = _file(_path())["contact"]
    found = [KeyPerson(**row) for row in rows if row["municipality"] == wanted]
    return next((one for one in found if one.verified_on is not None), None)


def schemes() -> Sequence[Scheme]:
    """Every way, in the order of the file. Raises WrongSetting with a sentence."""
    return schemes_in(_path())


def schemes_in(file: Path) -> Sequence[Scheme]:
    """Every way that this file tells of. Raises WrongSetting with a sentence."""
    return [Scheme(**row) for row in _file(file)["scheme"]]


def provenance_of(code: str) -> Provenance:
    """Where the texts in a language come from."""
    return of(danish_of(key_person(), *schemes()), code, shipped(code))


def shipped(code: str) -> Provenance:
    """What the file says of a language."""
    told: Mapping[str, Provenance] = _file(_path())["provenance"]
    return told.get(code, "missing")


def _path() -> Path:
    return runtime.current().config.support_file or SHIPPED


@cache
def _file(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        rows = [KeyPerson(**row) for row in table["contact"]] + [Scheme(**row) for row in table["scheme"]]
        return {"provenance": {}, **table} if rows else table
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as fault:
        raise WrongSetting(f"COMPANION_SUPPORT_FILE: {path} cannot be used ({fault}).") from None
