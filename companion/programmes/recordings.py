"""Course texts read aloud by a person: one recording a block and language, stale as soon as the text has changed."""

import uuid
from collections.abc import Mapping

from sqlalchemy import delete, select

from companion.foundation import audit, clock
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import NotFound
from companion.language.sounds import KnownSound, checked, digest_of
from companion.language.table import languages
from companion.language.text import Text, pick
from companion.programmes import templates
from companion.programmes.programme import Programme
from companion.programmes.records import Recording
from companion.programmes.template_errors import TemplateError

Spoken = Mapping[tuple[str, str], KnownSound]  # (language, block such as 3.low-signs)


def store(
    *,
    programme_id: str,
    block: str,
    language: str,
    sound: bytes,
    person: uuid.UUID | None = None,
    actor: audit.Actor,
) -> uuid.UUID:
    """Keep a recording of one block in one language; a former one goes.

    Raises NotFound for a text that is not there in this language, SoundTooLarge or NotASound.
    """
    words = words_in(_texts(programme_id).get(block), language)
    if words is None:
        raise NotFound
    made = Recording(id=new_id(), programme_id=programme_id, block=block, language=language, sound=sound)
    made.content_type, made.size, made.digest = checked(sound), len(sound), digest_of(words)
    made.recorded_by, made.recorded_at = person, clock.now()
    former = (Recording.programme_id == programme_id, Recording.block == block, Recording.language == language)
    with transaction() as session:
        session.execute(delete(Recording).where(*former))
        session.add(made)
        audit.write(event="course-text.recorded", citizen=None, actor=actor, about=made.id)
    return made.id


def fresh(programme: Programme) -> Spoken:
    """Every recording of a programme that says what its text says today."""
    texts = texts_of(programme)
    return {
        (code, block): one
        for (code, block), one in every(programme.id).items()
        if (words := words_in(texts.get(block), code)) is not None and one.says(words)
    }


def every(programme_id: str) -> Spoken:
    """Every recording of a programme, whether it is still true or not."""
    told = (Recording.id, Recording.size, Recording.content_type, Recording.digest)
    made = (Recording.recorded_by, Recording.recorded_at)
    query = select(Recording.language, Recording.block, *told, *made).where(Recording.programme_id == programme_id)
    with reading() as db:
        return {(row[0], row[1]): KnownSound(*row[2:]) for row in db.execute(query)}


def sound_of(recording_id: uuid.UUID) -> tuple[bytes, str]:
    """The sound and its kind. Raises NotFound."""
    with reading() as db:
        row = db.execute(select(Recording.sound, Recording.content_type).where(Recording.id == recording_id)).first()
    if row is None:
        raise NotFound
    return row.sound, row.content_type


def texts_of(programme: Programme) -> Mapping[str, Text]:
    """Every block of a programme by week and key, such as `3.low-signs`."""
    return {f"{week.number}.{block.key}": block.text for week in programme.weeks for block in week.blocks}


def words_in(text: Text | None, code: str) -> str | None:
    """What a reader of this language reads, also where a translator here says it anew; None where she gets Danish."""
    if not text or code not in languages():
        return None
    said = pick(text, languages()[code])
    return said.words if said.language.code == code else None


def _texts(programme_id: str) -> Mapping[str, Text]:
    try:
        found = templates.load(programme_id)
    except TemplateError:
        raise NotFound from None
    return texts_of(found) if found.kind == "course" else {}
