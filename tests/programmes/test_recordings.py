"""Course texts read aloud: kept by block and language, stale when the text changes, played to everybody."""

import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from companion.cli.programme_recordings import record
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.language import sounds
from companion.programmes import recordings, templates
from tests.people import MADE_BY
from tests.programmes.test_course_pages import a_reader, read
from tests.web.markup import main_of

COURSE, BLOCK = "toender-diabetes", "3.low-signs"
WEBM = b"\x1a\x45\xdf\xa3" + b"sound" * 20


def kept(sound: bytes = WEBM, block: str = BLOCK, language: str = "ar") -> uuid.UUID:
    return recordings.store(programme_id=COURSE, block=block, language=language, sound=sound, actor=MADE_BY)


def test_it_works(runtime: Runtime) -> None:
    former = kept(WEBM + b"older")
    made = kept()
    spoken = recordings.fresh(templates.load(COURSE))
    assert {place: one.id for place, one in spoken.items()} == {("ar", BLOCK): made}
    assert spoken["ar", BLOCK].is_kept
    assert recordings.sound_of(made) == (WEBM, "audio/webm")
    with pytest.raises(NotFound):
        recordings.sound_of(former)


def test_a_text_that_changed_makes_it_stale(runtime: Runtime) -> None:
    kept()
    course = templates.load(COURSE)
    week = course.weeks[2]
    other = tuple(replace(one, text=one.text | {"ar": "نص جديد"}) for one in week.blocks)
    assert recordings.fresh(replace(course, weeks=(*course.weeks[:2], replace(week, blocks=other)))) == {}


@pytest.mark.parametrize(
    ("sound", "kind"),
    [
        (WEBM, "audio/webm"),
        (b"OggS....", "audio/ogg"),
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90\x00", "audio/mpeg"),
        (b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav"),
    ],
)
def test_the_first_bytes_tell_the_kind(sound: bytes, kind: str) -> None:
    assert sounds.content_type_of(sound) == kind


@pytest.mark.parametrize("sound", [b"", b"<html>", b"MZ\x90", b"RIFF....AVI ", b"\xff\xd8\xff"])
def test_what_is_no_sound_is_refused(sound: bytes) -> None:
    with pytest.raises(sounds.NotASound):
        sounds.content_type_of(sound)


def test_a_text_that_is_not_there_and_a_file_too_large_are_refused(runtime: Runtime) -> None:
    for block, language in (("3.nothing", "ar"), (BLOCK, "ti")):
        with pytest.raises(NotFound):
            kept(block=block, language=language)
    with pytest.raises(sounds.SoundTooLarge):
        kept(WEBM + bytes(sounds.MOST_BYTES))


def test_everybody_may_hear_it_and_ask_for_a_part(client: FlaskClient) -> None:
    made = kept(language="da")
    book = client.get("/course-book").get_data(as_text=True)
    assert f'<audio controls preload="none" src="/course-book/sound/{made}" aria-label' in book  # too many to keep
    whole = client.get(f"/course-book/sound/{made}")
    assert (whole.status_code, whole.mimetype, whole.data) == (200, "audio/webm", WEBM)
    part = client.get(f"/course-book/sound/{made}", headers={"Range": "bytes=4-8"})
    assert (part.status_code, part.data) == (206, b"sound")
    assert client.get(f"/course-book/sound/{uuid.uuid4()}").status_code == 404


def test_a_phone_keeps_a_small_one_with_its_week(client: FlaskClient) -> None:
    small, large = kept(language="da"), kept(WEBM + bytes(sounds.KEPT_BYTES), "3.what", "da")
    a_reader(client, "da")
    html = read(client, "/course/3")
    assert f'{small}" data-kept' in html and str(large) in html and f'{large}" data-kept' not in html
    assert main_of(html).count("data-read") == 4  # the others wait for a voice of the phone's own


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    from click.testing import CliRunner

    big = tmp_path / "big.webm"
    big.write_bytes(bytes(sounds.MOST_BYTES + 1))
    words = [str(big), "--programme", COURSE, "--block", BLOCK, "--language", "ar"]
    answer = CliRunner().invoke(record, words)
    assert answer.exit_code == 1 and "larger than" in answer.output
