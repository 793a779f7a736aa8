"""Fixed texts read aloud by a person: one recording a piece and language, played while its words are still today's.

A piece is `check-in/who5/<statement>`, `consent/<purpose>` or `privacy`; its words are known to the room that shows it.
"""

import uuid
from collections.abc import Mapping

from sqlalchemy import delete, select

from companion.foundation import audit, clock
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import NotFound
from companion.language.records import SpokenText
from companion.language.sounds import KnownSound, checked, digest_of

Place = tuple[str, str]  # piece, language
Lines = tuple[str, ...]  # what is read, as it stands on the page: a paragraph each

_TOLD = (
    *(SpokenText.id, SpokenText.size, SpokenText.content_type, SpokenText.digest),
    *(SpokenText.recorded_by, SpokenText.recorded_at),
)


def store(
    *, piece: str, language: str, words: Lines, sound: bytes, person: uuid.UUID | None = None, actor: audit.Actor
) -> uuid.UUID:
    """Keep a recording of these words; a former one of the piece goes. Raises SoundTooLarge or NotASound."""
    made = SpokenText(id=new_id(), piece=piece, language=language, content_type=checked(sound), sound=sound)
    made.size, made.digest = len(sound), digest_of(together(words))
    made.recorded_by, made.recorded_at = person, clock.now()
    with transaction() as session:
        session.execute(delete(SpokenText).where(SpokenText.piece == piece, SpokenText.language == language))
        session.add(made)
        audit.write(event="text.recorded", citizen=None, actor=actor, about=made.id)
    return made.id


def fresh(wanted: Mapping[Place, Lines]) -> Mapping[Place, KnownSound]:
    """The recordings of these pieces that say what the pieces say today."""
    pieces, codes = {piece for piece, _code in wanted}, {code for _piece, code in wanted}
    query = select(SpokenText.piece, SpokenText.language, *_TOLD)
    with reading() as db:
        rows = db.execute(query.where(SpokenText.piece.in_(pieces), SpokenText.language.in_(codes))).all()
    found = {(row[0], row[1]): KnownSound(*row[2:]) for row in rows}
    return {
        place: found[place] for place, words in wanted.items() if place in found and found[place].says(together(words))
    }


def every(language: str) -> Mapping[str, KnownSound]:
    """Every recording in a language by its piece, whether it is still true or not."""
    with reading() as db:
        rows = db.execute(select(SpokenText.piece, *_TOLD).where(SpokenText.language == language)).all()
    return {row[0]: KnownSound(*row[1:]) for row in rows}


def sound_of(sound_id: uuid.UUID) -> tuple[bytes, str]:
    """The sound and its kind. Raises NotFound."""
    with reading() as db:
        row = db.execute(select(SpokenText.sound, SpokenText.content_type).where(SpokenText.id == sound_id)).first()
    if row is None:
        raise NotFound
    return row.sound, row.content_type


def together(words: Lines) -> str:
    """The words of a piece as one text."""
    return "\n".join(words)
