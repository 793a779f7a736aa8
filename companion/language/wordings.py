"""Wordings as they are kept: every one that was ever saved, who wrote it, and who has read it through."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict
from companion.language import overlays
from companion.language.overlays import digest_of
from companion.language.records import Wording

Forms = Sequence[str]
JOIN = "\x1f"  # between forms; no wording may hold it
_REVIEWING = uuid.UUID("6f1b5d0e-3a0c-4f63-9a53-000000000033")  # whose turn it is


class OwnWording(Conflict):
    """Nobody reads through what she wrote herself."""

    sentence = N_("Du har selv skrevet den tekst. En anden skal læse den igennem.")


class SaidAnew(Conflict):
    """What somebody read through is not what stands there now."""

    sentence = N_("En anden har lige ændret teksten. Læs den igen.")


@dataclass(frozen=True)
class Kept:
    """One wording: `written_by` is None where it shipped with the app."""

    forms: tuple[str, ...]
    written_by: uuid.UUID | None
    written_at: datetime
    reviewed_by: uuid.UUID | None
    reviewed_at: datetime | None


def seen(forms: Forms) -> str:
    """A short name of how a text is said: who has read it through says with it what she read."""
    return digest_of(JOIN.join(forms))


def put(*, code: str, said: Iterable[tuple[str, Forms]], actor: audit.Actor) -> None:
    """Keep wordings (Danish text, forms) that are checked, all or none, and let this process say them at once."""
    with transaction() as session:
        for danish, forms in said:
            wording = _row(code, danish, forms)
            wording.written_by = actor.person_id
            session.add(wording)
            audit.write(event="wording.written", citizen=None, actor=actor, about=wording.id)
    overlays.look_again()


def review(*, code: str, danish: str, said: Forms, read: str, actor: audit.Actor) -> None:
    """Somebody has read through (`read`, see `seen`) how it is said now. Raises OwnWording, SaidAnew."""
    with transaction() as session:
        in_turn(_REVIEWING)
        newest = session.scalars(_of(code, digest_of(danish)).limit(1)).first()
        if newest is not None and newest.written_by == actor.person_id:
            raise OwnWording
        if read != seen(newest.forms if newest else said):
            raise SaidAnew
        if newest is None:  # the shipped text: it is kept as it was when it was read
            session.add(newest := _row(code, danish, said))
        newest.reviewed_by, newest.reviewed_at = actor.person_id, clock.now()
        newest.changed_at = clock.now()
        audit.write(event="wording.reviewed", citizen=None, actor=actor, about=newest.id)
    overlays.look_again()


def history(code: str, digest: str) -> Sequence[Kept]:
    """Every wording of a text, newest first."""
    with reading() as db:
        return [
            Kept(tuple(row.forms), row.written_by, row.written_at, row.reviewed_by, row.reviewed_at)
            for row in Session(db).scalars(_of(code, digest))
        ]


def _row(code: str, danish: str, forms: Forms) -> Wording:
    now, made = clock.now(), {"language": code, "digest": digest_of(danish), "danish": danish}
    return Wording(id=new_id(), **made, forms=list(forms), written_at=now, changed_at=now)


def _of(code: str, digest: str) -> Select[Wording]:
    mine = select(Wording).where(Wording.language == code, Wording.digest == digest)
    return mine.order_by(Wording.written_at.desc(), Wording.id.desc())
