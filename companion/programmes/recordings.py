"""Course texts read aloud by a person: one recording a block and language, stale as soon as the text has changed."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from companion.foundation import audit, clock
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound
from companion.language.text import Text
from companion.programmes import templates
from companion.programmes.programme import Programme
from companion.programmes.records import Recording
from companion.programmes.template_errors import TemplateError

MOST_BYTES = 2 * 1024 * 1024  # two minutes of speech with room to spare
KEPT_BYTES = 300_000  # what a phone keeps with the page without being asked


class NotASound(Invalid):
    """The file is none of the kinds a phone can play, by its own first bytes."""

    sentence = N_("Filen er ikke en lydfil, vi kan bruge: webm, ogg, mp3, m4a eller wav.")


class SoundTooLarge(Invalid):
    """More than a phone on a slow line can fetch."""

    sentence = N_("Lydfilen er for stor. Der er plads til 2 MB.")


@dataclass(frozen=True)
class KnownRecording:
    """A recording that still says what the text says."""

    id: uuid.UUID
    size: int
    content_type: str
    recorded_at: datetime

    @property
    def is_kept(self) -> bool:
        """Whether a phone keeps it with the page."""
        return self.size <= KEPT_BYTES


Spoken = Mapping[tuple[str, str], KnownRecording]  # (language, block such as 3.low-signs)


def content_type_of(sound: bytes) -> str:
    """The kind of a sound file by its first bytes. Raises NotASound."""
    if sound[:4] == b"\x1a\x45\xdf\xa3":  # EBML, RFC 8794
        return "audio/webm"
    if sound[:4] == b"OggS":  # RFC 3533
        return "audio/ogg"
    if sound[:3] == b"ID3" or (sound[:1] == b"\xff" and len(sound) > 1 and sound[1] & 0xE6 == 0xE2):
        return "audio/mpeg"  # ISO/IEC 11172-3: eleven bits of sync, layer III
    if sound[4:8] == b"ftyp":  # ISO/IEC 14496-12
        return "audio/mp4"
    if sound[:4] == b"RIFF" and sound[8:12] == b"WAVE":
        return "audio/wav"
    raise NotASound


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
    words = _texts(programme_id).get(block, {}).get(language)
    if words is None:
        raise NotFound
    if len(sound) > MOST_BYTES:
        raise SoundTooLarge
    made = Recording(id=new_id(), programme_id=programme_id, block=block, language=language, sound=sound)
    made.content_type, made.size, made.digest = content_type_of(sound), len(sound), _digest(words)
    made.recorded_by, made.recorded_at = person, clock.now()
    former = (Recording.programme_id == programme_id, Recording.block == block, Recording.language == language)
    with transaction() as session:
        session.execute(delete(Recording).where(*former))
        session.add(made)
        audit.write(event="course-text.recorded", citizen=None, actor=actor, about=made.id)
    return made.id


def fresh(programme: Programme) -> Spoken:
    """Every recording of a programme that says what its text says today."""
    told = (Recording.id, Recording.size, Recording.content_type, Recording.recorded_at)
    place = (Recording.language, Recording.block, Recording.digest)
    texts = texts_of(programme)
    with reading() as db:
        rows = db.execute(select(*place, *told).where(Recording.programme_id == programme.id)).all()
    return {
        (row.language, row.block): KnownRecording(row.id, row.size, row.content_type, row.recorded_at)
        for row in rows
        if _digest(texts.get(row.block, {}).get(row.language, "")) == row.digest
    }


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


def _texts(programme_id: str) -> Mapping[str, Text]:
    try:
        found = templates.load(programme_id)
    except TemplateError:
        raise NotFound from None
    return texts_of(found) if found.kind == "course" else {}


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
