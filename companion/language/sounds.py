"""Texts read aloud by a person: what a phone can play, how much of it, and whether it still says what the text says."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from companion.foundation.errors import N_, Invalid

MOST_BYTES = 2 * 1024 * 1024  # eight minutes of speech as browsers record it for us
KEPT_BYTES = 300_000  # what a phone keeps with the page without being asked


class NotASound(Invalid):
    """The file is none of the kinds a phone can play, by its own first bytes."""

    sentence = N_("Filen er ikke en lydfil, vi kan bruge: webm, ogg, mp3, m4a eller wav.")


class SoundTooLarge(Invalid):
    """More than a phone on a slow line can fetch."""

    sentence = N_("Lydfilen er for stor. Der er plads til 2 MB.")


@dataclass(frozen=True)
class KnownSound:
    """A recording: where it is, who read which words and when; `recorded_by` is None for whoever operates the app."""

    id: uuid.UUID
    size: int  # bytes
    content_type: str
    digest: str
    recorded_by: uuid.UUID | None
    recorded_at: datetime

    @property
    def is_kept(self) -> bool:
        """Whether a phone keeps it with the page."""
        return self.size <= KEPT_BYTES

    def says(self, words: str) -> bool:
        """Whether these are the words that were read."""
        return self.digest == digest_of(words)


def checked(sound: bytes) -> str:
    """The kind of a sound somebody sent. Raises SoundTooLarge or NotASound."""
    if len(sound) > MOST_BYTES:
        raise SoundTooLarge
    return content_type_of(sound)


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


def digest_of(words: str) -> str:
    """SHA-256 of a text that is read aloud; a changed letter is another text."""
    return hashlib.sha256(words.encode()).hexdigest()
