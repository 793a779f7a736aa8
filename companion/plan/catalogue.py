"""The catalogue of measures: what everybody may read, what staff find, and taking in a municipality's own list."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from companion.foundation import audit, clock, origin
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict
from companion.language.text import Text
from companion.plan import catalogue_rules as rules
from companion.plan.catalogue_types import TaskType, task_types
from companion.plan.measure import Measure, OpenHours
from companion.plan.records import CatalogueMeasure

IN_TURN = uuid.UUID("6f1c8e0a-0c1e-4c3e-9a47-5b1f3f0f6d52")  # one import at a time


class CatalogueMoved(Conflict):
    """Somebody else changed the catalogue between the preview and the yes."""

    sentence = N_("Listen er ændret imens. Se den igen, før du gemmer.")


@dataclass(frozen=True)
class Offers:
    """What there is to read: measures one may call oneself, those one asks about, and kinds of help without any."""

    to_call: Sequence[Measure]
    to_ask_for: Sequence[Measure]
    kinds: Sequence[TaskType]


@dataclass(frozen=True)
class Change:
    """A measure that would be kept otherwise than before."""

    before: Measure
    after: Measure

    @property
    def differing(self) -> list[str]:
        """The names of the fields that differ."""
        names = [one.name for one in fields(Measure) if one.compare]
        return [name for name in names if getattr(self.before, name) != getattr(self.after, name)]


@dataclass(frozen=True)
class Differences:
    """What an import would do; `gone` are in the catalogue and not in the file, and are for its writer to end."""

    new: Sequence[Measure]
    changed: Sequence[Change]
    gone: Sequence[Measure]


_MEASURES = select(CatalogueMeasure.__table__).where(CatalogueMeasure.withdrawn_at.is_(None))


def measures() -> Sequence[Measure]:
    """Every measure on offer, by task type and Danish title."""
    with reading() as db:
        found = [_known(row) for row in db.execute(_MEASURES)]
    order = {key: place for place, key in enumerate(task_types())}
    return sorted(found, key=lambda one: (order.get(one.task_type, len(order)), one.title["da"], one.key))


def by_keys(keys: Collection[str]) -> dict[str, Measure]:
    """The measures with these keys that are on offer; a withdrawn or unknown one is missing."""
    if not keys:
        return {}
    with reading() as db:
        return {row.key: _known(row) for row in db.execute(_MEASURES.where(CatalogueMeasure.key.in_(list(keys))))}


def is_known(key: str) -> bool:
    """Whether the catalogue has, or had, an entry of this key: a withdrawn one stays on the cards it stands on."""
    with reading() as db:
        return db.scalar(select(CatalogueMeasure.id).where(CatalogueMeasure.key == key)) is not None


def offers() -> Offers:
    """What everybody may read, those one can call oneself first; a kind nobody offers yet is told as such."""
    found = measures()
    there = {one.task_type for one in found}
    return Offers(
        to_call=[one for one in found if one.self_referral],
        to_ask_for=[one for one in found if not one.self_referral],
        kinds=[kind for kind in task_types().values() if kind.key not in there],
    )


def found_by(*, words: str, task_type: str | None) -> Sequence[Measure]:
    """The measures of a task type (or of all) that tell of every one of the words, in whichever language."""
    of_type = [one for one in measures() if task_type in (None, one.task_type)]
    return [one for one in of_type if rules.tells_of(one, _type_texts(one), words)]


def stale() -> tuple[int, int]:
    """How many measures nobody has verified for `VERIFY_AFTER_DAYS` days, and how many there are."""
    found = measures()
    return sum(rules.is_stale(one.verified_on, clock.today()) for one in found), len(found)


def compare(wanted: Iterable[Measure]) -> Differences:
    """What taking in these measures would change."""
    return _differences({one.key: one for one in measures()}, {one.key: one for one in wanted})


def take_in(
    *, wanted: Sequence[Measure], expected: Differences, withdraw: bool = False, actor: audit.Actor
) -> Differences:
    """Keep these measures as the preview `expected` said; with `withdraw`, end those that are not among them.

    Raises CatalogueMoved when the catalogue is no longer what the preview compared with, OwnedElsewhere for an entry
    that an outside system owns.
    """
    with transaction() as session:
        in_turn(IN_TURN)
        if compare(wanted) != expected:
            raise CatalogueMoved
        for change in expected.changed:
            origin.require_own(change.before.system)
        for measure in (*expected.new, *(change.after for change in expected.changed)):
            _keep(session, measure)
        if withdraw:
            _withdraw(session, [one.key for one in expected.gone])
        if expected.new or expected.changed or (withdraw and expected.gone):
            audit.write(event="catalogue.imported", citizen=None, actor=actor)
    return expected


def _differences(before: Mapping[str, Measure], after: Mapping[str, Measure]) -> Differences:
    both = [Change(before[key], one) for key, one in after.items() if key in before]
    return Differences(
        new=[one for key, one in after.items() if key not in before],
        changed=[one for one in both if one.before != one.after],
        gone=[one for key, one in before.items() if key not in after and origin.is_own(one.system)],
    )


def _keep(session: Session, measure: Measure) -> None:
    same = select(CatalogueMeasure).where(CatalogueMeasure.key == measure.key)
    kept = session.scalars(same).one_or_none() or CatalogueMeasure(id=new_id())
    for one in fields(Measure):
        setattr(kept, one.name, getattr(measure, one.name))
    kept.hours = [[one.weekday, f"{one.start:%H:%M}", f"{one.end:%H:%M}"] for one in measure.hours]
    kept.withdrawn_at, kept.system = None, origin.current()
    session.add(kept)


def _withdraw(session: Session, keys: Sequence[str]) -> None:
    for kept in session.scalars(select(CatalogueMeasure).where(CatalogueMeasure.key.in_(keys))):
        kept.withdrawn_at = clock.now()


def _type_texts(measure: Measure) -> Sequence[Text]:
    kind = task_types().get(measure.task_type)  # None where a later version has dropped the type
    return (kind.name, kind.about) if kind else ()


def _known(row: Row[Any]) -> Measure:
    told = {one.name: getattr(row, one.name) for one in fields(Measure)}
    hours = tuple(OpenHours(day, time.fromisoformat(start), time.fromisoformat(end)) for day, start, end in row.hours)
    return Measure(**{**told, "hours": hours})
