"""Fixed texts read aloud: one recording a piece and language, true only to the words that were read."""

import uuid

import pytest

from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.language import sounds, spoken
from tests.clock import FrozenClock
from tests.people import staff

WEBM = b"\x1a\x45\xdf\xa3" + b"sound" * 20
PIECE, WORDS = "consent/who5-index", ("Din trivsel", "Du deler et tal.")


def kept(sound: bytes = WEBM, language: str = "da") -> uuid.UUID:
    iryna = staff("translator", name="Iryna Bondar")
    place = {"piece": PIECE, "language": language}
    return spoken.store(**place, words=WORDS, sound=sound, person=iryna.id, actor=iryna.actor)


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    former, made = kept(WEBM + b"older"), kept()
    (found,) = spoken.fresh({(PIECE, "da"): WORDS}).values()
    assert (found.id, found.size, found.is_kept, found.recorded_at) == (made, len(WEBM), True, clock.now())
    assert spoken.sound_of(made) == (WEBM, "audio/webm")
    with pytest.raises(NotFound):
        spoken.sound_of(former)


def test_other_words_are_not_played_but_still_known(runtime: Runtime) -> None:
    made = kept()
    assert spoken.fresh({(PIECE, "da"): ("Din trivsel", "Du deler to tal.")}) == {}
    assert spoken.every("da")[PIECE].id == made


def test_each_language_and_piece_has_its_own(runtime: Runtime) -> None:
    kept()
    arabic = kept(language="ar")
    assert spoken.every("ar")[PIECE].id == arabic and spoken.every("uk") == {}
    assert spoken.fresh({(PIECE, "uk"): WORDS, ("privacy", "da"): WORDS}) == {}
    assert spoken.fresh({}) == {}


@pytest.mark.parametrize("sound", [b"", b"<html>", b"MZ\x90", WEBM + bytes(sounds.MOST_BYTES)])
def test_what_is_no_sound_or_too_long_takes_nobodys_place(runtime: Runtime, sound: bytes) -> None:
    made = kept()
    with pytest.raises(Invalid):
        kept(sound)
    assert spoken.every("da")[PIECE].id == made
