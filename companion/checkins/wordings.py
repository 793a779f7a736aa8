"""Which wording counts here: a municipality's own, imported one before the shipped one; unofficial ones by a switch."""

import difflib
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, bindparam, select

from companion.checkins.instruments import FIRST_VERSION, NEEDS_SWITCH, Wording, files_of, number_of, shipped
from companion.checkins.records import ImportedWording, WordingSwitch
from companion.checkins.wording_checks import WordingFault, lines
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import NotFound

ONE_AT_A_TIME = uuid.UUID(int=0x5705)  # imports wait for each other
_IMPORTED = select(ImportedWording.__table__).where(
    ImportedWording.instrument == bindparam("instrument"), ImportedWording.language == bindparam("language")
)


def known(instrument: str, language: str) -> Wording | None:
    """What stands here for a language, with or without text: the newest imported version, otherwise what is shipped."""
    own = _imported(instrument, language)
    return own[-1] if own else shipped(instrument, language)


def current(instrument: str, language: str) -> Wording | None:
    """The same, if it has a text."""
    found = known(instrument, language)
    return found if found is not None and found.items else None


def usable(instrument: str, language: str) -> Wording | None:
    """The wording a citizen may answer: whole, and an unofficial one only when it is switched on."""
    found = known(instrument, language)
    return found if found is not None and is_on(found) else None


def usable_version(instrument: str, language: str, version: str) -> Wording | None:
    """The same for the version a page was made with, which another may have followed meanwhile."""
    found = shown_version(instrument, language, version)
    return found if found is not None and is_on(found) else None


def shown_version(instrument: str, language: str, version: str) -> Wording | None:
    """The text of this version, whichever counts today; None for a version nobody can have been shown.

    One below the shipped version came with an earlier release: its letters are not here any more, its number is known.
    """
    ours = shipped(instrument, language)
    every = [*reversed(_imported(instrument, language)), ours]
    for one in every:
        if one is not None and one.items and one.version == version:
            return one
    was_shipped = ours is not None and ours.items and FIRST_VERSION < number_of(version) < ours.number
    return replace(ours, version=version) if ours is not None and was_shipped else None


def everything(instrument: str) -> Sequence[Wording]:
    """What stands here for each language, by its code."""
    with reading() as db:
        own = set(db.scalars(select(ImportedWording.language).where(ImportedWording.instrument == instrument)))
    found = (known(instrument, code) for code in sorted({*files_of(instrument), *own}))
    return [one for one in found if one is not None]


def is_on(found: Wording) -> bool:
    """Whether citizens may answer this wording."""
    return found.is_whole and (found.status not in NEEDS_SWITCH or _is_switched_on(found))


def switch_on(*, instrument: str, language: str, person: uuid.UUID, actor: audit.Actor) -> None:
    """The municipality deliberately uses this unofficial wording, as it stands today. Raises NotFound."""
    found = current(instrument, language)
    if found is None:
        raise NotFound
    if _is_switched_on(found):
        return
    with transaction() as session:
        session.add(
            WordingSwitch(
                instrument=instrument,
                language=language,
                digest=found.digest,
                switched_on_at=clock.now(),
                switched_on_by=person,
            )
        )
        audit.write(event="wording.switched-on", citizen=None, actor=actor)


def difference(new: Wording) -> list[str]:
    """What an import would change, line by line: `-` goes, `+` comes, two spaces stay; empty for no change at all."""
    old = known(new.instrument, new.language)
    before, after = lines(old) if old is not None and old.items else [], lines(new)
    return [] if before == after else [line for line in difflib.ndiff(before, after) if not line.startswith("?")]


def bring_in(new: Wording, *, actor: audit.Actor) -> None:
    """Keep this installation's own wording; from now on it is the one. Raises WordingFault for a version not raised."""
    with transaction() as session:
        in_turn(ONE_AT_A_TIME)
        refuse_old_version(new)
        session.add(
            ImportedWording(
                **{name: getattr(new, name) for name in _FIELDS},
                id=new_id(),
                items=list(new.items),
                answers=list(new.answers),
                digest=new.digest,
                imported_at=clock.now(),
                imported_by=actor.person_id,
            )
        )
        audit.write(event="wording.imported", citizen=None, actor=actor, purpose=f"{new.language} {new.version}")


def refuse_old_version(new: Wording) -> None:
    """Another letter needs a version above every one known; the same letters may get another status or source."""
    every = [*_imported(new.instrument, new.language), shipped(new.instrument, new.language)]
    for one in every:
        if one is None or one.number < new.number or (one.number == new.number and one.digest == new.digest):
            continue
        raise WordingFault(
            f"version {one.version} is here already, and this file says {new.version}. Answers keep the version they "
            f"were given in: raise it, for example to {one.number[0] + 1}."
        )


_FIELDS = ("instrument", "language", "version", "status", "checked", "source", "licence", "instruction")


def _imported(instrument: str, language: str) -> list[Wording]:
    """Lowest version first, of one version the oldest import first."""
    with reading() as db:
        rows = db.execute(_IMPORTED, {"instrument": instrument, "language": language}).all()
    return [_made(row) for row in sorted(rows, key=lambda row: (number_of(row.version), row.imported_at))]


def _made(row: Row[Any]) -> Wording:
    fields = {name: getattr(row, name) for name in _FIELDS}
    return Wording(**fields, items=tuple(row.items), answers=tuple(row.answers), imported=True)


def _is_switched_on(found: Wording) -> bool:
    switch = select(WordingSwitch.id).where(
        WordingSwitch.instrument == found.instrument,
        WordingSwitch.language == found.language,
        WordingSwitch.digest == found.digest,
    )
    with reading() as db:
        return db.execute(switch).first() is not None
