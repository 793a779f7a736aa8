"""Sets of progress indicators: shipped files (`indicator_sets/`) or a municipality's own; old versions stay."""

import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import select

from companion.checkins.records import ImportedIndicators
from companion.checkins.scale import Scale
from companion.foundation import audit, clock, places
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import NotFound
from companion.language.provenance import Provenance, of
from companion.language.text import Text, danish_of

MONTHS_BETWEEN = 3  # calendar months from one answer to the next, where a set imported earlier names none
ONE_AT_A_TIME = uuid.UUID(int=0x1D1C)  # imports wait for each other


class OldVersion(Exception):
    """The set is here already with this version or a higher one; `version` is the highest."""

    def __init__(self, version: int) -> None:
        super().__init__(f"version {version} is here already")
        self.version = version


@dataclass(frozen=True)
class Indicator:
    """One thing that is rated, in plain words that fit citizen and staff."""

    key: str
    name: Text
    question: Text


@dataclass(frozen=True)
class IndicatorSet:
    """Indicators and the texts of the steps, lowest first; `provenance` says by language who has read the texts.

    `months_between` is its rhythm: calendar months from one answer to the next look.
    """

    key: str
    version: int
    lowest: int
    months_between: int
    source: str
    provenance: dict[str, str]
    steps: tuple[Text, ...]
    indicators: tuple[Indicator, ...]

    def provenance_in(self, code: str) -> Provenance:
        """Where its texts in a language come from."""
        return of(danish_of(*self.steps, *self.indicators), code, self.shipped(code))

    def shipped(self, code: str) -> Provenance:
        """What its file or row says of a language."""
        return cast(Provenance, self.provenance.get(code, "missing"))

    @property
    def scale(self) -> Scale:
        """From the first step to the last."""
        return Scale(self.lowest, self.lowest + len(self.steps) - 1)

    def step(self, value: int) -> Text:
        """The words of one value."""
        return self.steps[value - self.lowest]

    def indicator(self, key: str) -> Indicator | None:
        """The indicator with this key."""
        return next((one for one in self.indicators if one.key == key), None)

    def compares_with(self, other: "IndicatorSet") -> bool:
        """Whether values of both can stand in one row: versions of one set on the same scale."""
        return (self.key, self.scale) == (other.key, other.scale)


def made(written: Mapping[str, Any]) -> IndicatorSet:
    """The set that stands in a file or a row; `indicator_checks` says beforehand whether it is right."""
    return IndicatorSet(
        key=written["key"],
        version=written["version"],
        lowest=written["lowest"],
        months_between=written.get("months_between", MONTHS_BETWEEN),
        source=written["source"],
        provenance=dict(written["provenance"]),
        steps=tuple(one["name"] for one in written["step"]),
        indicators=tuple(Indicator(**one) for one in written["indicator"]),
    )


@cache
def shipped() -> dict[tuple[str, int], IndicatorSet]:
    """Every set Companion ever shipped, by key and version."""
    folder = places.package() / "checkins" / "indicator_sets"
    found = [made(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.toml"))]
    return {(one.key, one.version): one for one in found}


NEWEST_IMPORT = (
    select(ImportedIndicators.content)
    .order_by(ImportedIndicators.imported_at.desc(), ImportedIndicators.version.desc())
    .limit(1)
)


def active() -> IndicatorSet:
    """The set that is asked now."""
    with reading() as db:
        return asked_now(db.scalar(NEWEST_IMPORT))


def asked_now(newest_import: Mapping[str, Any] | None) -> IndicatorSet:
    """The newest import, otherwise the newest shipped."""
    return made(newest_import) if newest_import else max(shipped().values(), key=lambda one: one.version)


def find(key: str, version: int) -> IndicatorSet:
    """The set that somebody answered, however long ago. Raises NotFound."""
    row = select(ImportedIndicators.content).where(ImportedIndicators.key == key, ImportedIndicators.version == version)
    if (key, version) in shipped():
        return shipped()[key, version]
    with reading() as db:
        content = db.scalar(row)
    if content is None:
        raise NotFound
    return made(content)


def highest_version(key: str) -> int:
    """The highest version of this set that is here; 0 for a set nobody knows."""
    mine = select(ImportedIndicators.version).where(ImportedIndicators.key == key)
    with reading() as db:
        known = [*db.scalars(mine), *(version for name, version in shipped() if name == key)]
    return max(known, default=0)


def bring_in(written: Mapping[str, Any], *, actor: audit.Actor) -> IndicatorSet:
    """From now on this set is asked. Raises OldVersion."""
    found = made(written)
    with transaction() as session:
        in_turn(ONE_AT_A_TIME)
        if found.version <= highest_version(found.key):
            raise OldVersion(highest_version(found.key))
        session.add(
            ImportedIndicators(
                id=new_id(),
                key=found.key,
                version=found.version,
                content=dict(written),
                imported_at=clock.now(),
                imported_by=actor.person_id,
            )
        )
        audit.write(event="indicators.imported", citizen=None, actor=actor, purpose=f"{found.key} {found.version}")
    return found
