"""The wording is quoted to the letter; an unofficial one is off until the municipality switches it on."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from companion.checkins import service as checkins
from companion.checkins import wordings
from companion.checkins.instruments import Wording, files_of, languages_of, number_of, shipped, wording
from companion.checkins.records import WordingSwitch
from companion.checkins.wording_checks import AT_ANY_TIME
from companion.foundation.audit import AuditLine
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.language.table import languages
from tests.people import staff

# Language and version → SHA-256 over instruction, items and answers. A changed letter needs a new version and a new
# line here; the old line stays, because answers were given in it.
PINNED = {
    ("da", "1"): "96008d1f0bccfe68569e090515dc514c278b11a4e6e2a45f53623bc87c40a1eb",
    ("en", "1"): "47e1ffcd74a79bf9fb1fbacae69de314985999d84e6bd521ee851f3143b6ebfd",
    ("tr", "1"): "860674707b14c3029673883dc7143c72028d2c64926fafc3befb0ded8416a548",
    ("ar", "1"): "89e8e32578135fbf37db99e3c3954ca84840952a03cf6d052606535159e5f23d",
    ("fa", "1"): "8f21938d98b304e8c62df653f22672d6954085575dc22805de76cd32bdaace2a",
    ("pl", "1"): "414f7432a2332c6601831efe6407a5e29c5f5f79b7132cdd8ff4f34e44abcaf4",
}
OFFICIAL, UNOFFICIAL = ("da", "en", "tr"), ("ar", "fa", "pl")
INTERPRETED = ("uk", "fa_AF", "ti", "so", "ku", "ps")
NOT_ONCE = {  # the lowest answer, read by itself: “at no time”, never “at any time”
    "da": "På intet tidspunkt",
    "en": "At no time",
    "tr": "Hiçbir zaman",
    "ar": "أبداً",
    "fa": "اصلاً و هیچوقت",
    "pl": "Nigdy",
}


def switch_on(language: str) -> None:
    ole = staff("administrator", name="Ole Brandt")
    checkins.switch_on_wording(instrument="who5", language=language, person=ole.id, actor=ole.actor)


def the(language: str) -> Wording:
    found = shipped("who5", language)
    assert found is not None
    return found


def test_it_works(runtime: Runtime) -> None:
    usable = checkins.usable_wording("who5", "da")
    assert usable is not None and usable.status == "official"


@pytest.mark.parametrize("language", languages_of("who5"))
def test_not_one_letter_has_changed(language: str) -> None:
    assert PINNED.get((language, the(language).version)) == the(language).digest


def test_no_wording_came_in_unnoticed() -> None:
    assert set(languages_of("who5")) == {language for language, _version in PINNED}
    assert set(files_of("who5")) == set(languages())


@pytest.mark.parametrize("language", [*OFFICIAL, *UNOFFICIAL])
def test_five_statements_six_answers_and_a_licence(language: str) -> None:
    found = the(language)
    assert (len(found.items), len(set(found.items)), len(found.answers), len(set(found.answers))) == (5, 5, 6, 6)
    assert "World Health Organization" in found.licence and found.source and not found.checked
    assert found.status == ("official" if language in OFFICIAL else "unofficial")
    assert found.answers[-1] == NOT_ONCE[language]
    assert found.answers[-1].strip(".") not in AT_ANY_TIME.get(language, ())


@pytest.mark.parametrize("language", INTERPRETED)
def test_where_there_is_no_form_nothing_is_made_up(runtime: Runtime, language: str) -> None:
    found = the(language)
    assert (found.status, found.items, found.answers, found.instruction) == ("interpreted", (), (), "")
    assert found.source and wording("who5", language) is None
    assert checkins.usable_wording("who5", language) is None


@pytest.mark.parametrize("language", UNOFFICIAL)
def test_an_unofficial_wording_is_off_until_it_is_switched_on(runtime: Runtime, language: str) -> None:
    assert checkins.usable_wording("who5", language) is None
    switch_on(language)
    switch_on(language)
    assert checkins.usable_wording("who5", language) == the(language)


def test_a_copy_without_its_instruction_is_not_answered(runtime: Runtime) -> None:
    """The Turkish copy does not say which two weeks are meant; nobody here writes that sentence for it."""
    assert not the("tr").is_whole and checkins.usable_wording("who5", "tr") is None


def test_it_is_off_again_when_a_letter_changes(runtime: Runtime) -> None:
    """What was switched on was another wording, by one letter."""
    switch_on("ar")
    with transaction() as session:
        session.execute(update(WordingSwitch).values(digest=replace(the("ar"), instruction="").digest))
    assert checkins.usable_wording("who5", "ar") is None


@pytest.mark.parametrize("field", ["instruction", "items", "answers"])
def test_every_letter_a_citizen_reads_is_in_the_digest(field: str) -> None:
    read = getattr(the("ar"), field)
    changed: Any = read + "." if isinstance(read, str) else (*read[:-1], read[-1] + ".")
    assert replace(the("ar"), **{field: changed}).digest != the("ar").digest


def test_a_wording_that_is_not_there_cannot_be_switched_on(runtime: Runtime) -> None:
    with pytest.raises(NotFound):
        switch_on("ti")


def test_switching_on_is_written_down_once_and_about_no_citizen(runtime: Runtime) -> None:
    switch_on("ar")
    switch_on("ar")
    with reading() as db:
        lines = db.execute(select(AuditLine.citizen_id).where(AuditLine.event == "wording.switched-on")).all()
    assert [line.citizen_id for line in lines] == [None]


def test_version_ten_comes_after_nine() -> None:
    numbers = [number_of(one) for one in ("", "x", "0", "1", "2", "2.1", "9", "10")]
    assert numbers == sorted(numbers) and number_of("٣") == number_of("1.")


def test_everything_is_listed_with_its_status(runtime: Runtime) -> None:
    told = {one.language: one.status for one in wordings.everything("who5")}
    assert told == dict.fromkeys(OFFICIAL, "official") | dict.fromkeys(UNOFFICIAL, "unofficial") | dict.fromkeys(
        INTERPRETED, "interpreted"
    )
