"""The wording is quoted to the letter; an unofficial one is off until the municipality switches it on."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from companion.checkins import service as checkins
from companion.checkins.instruments import Wording, languages_of, wording
from companion.checkins.records import WordingSwitch
from companion.foundation.audit import AuditLine
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.people import staff

PINNED = {  # SHA-256 over instruction, items and answers; another digest is another wording and another version
    "da": "96008d1f0bccfe68569e090515dc514c278b11a4e6e2a45f53623bc87c40a1eb",
    "en": "47e1ffcd74a79bf9fb1fbacae69de314985999d84e6bd521ee851f3143b6ebfd",
    "ar": "89e8e32578135fbf37db99e3c3954ca84840952a03cf6d052606535159e5f23d",
}


def switch_on(language: str) -> None:
    ole = staff("administrator", name="Ole Brandt")
    checkins.switch_on_wording(instrument="who5", language=language, person=ole.id, actor=ole.actor)


def shipped(language: str) -> Wording:
    found = wording("who5", language)
    assert found is not None
    return found


def test_it_works(runtime: Runtime) -> None:
    usable = checkins.usable_wording("who5", "da")
    assert usable is not None and usable.status == "official"


@pytest.mark.parametrize("language", PINNED)
def test_not_one_letter_has_changed(language: str) -> None:
    assert (shipped(language).digest, shipped(language).version) == (PINNED[language], "1")


def test_no_wording_came_in_unnoticed() -> None:
    assert set(languages_of("who5")) == set(PINNED)


@pytest.mark.parametrize("language", PINNED)
def test_five_statements_six_answers_and_a_licence(language: str) -> None:
    found = shipped(language)
    assert (len(found.items), len(set(found.items)), len(found.answers), len(set(found.answers))) == (5, 5, 6, 6)
    assert "World Health Organization" in found.licence and found.source
    assert found.status == ("unofficial" if language == "ar" else "official")


def test_a_language_without_wording_has_none(runtime: Runtime) -> None:
    assert checkins.usable_wording("who5", "ti") is None


def test_an_unofficial_wording_is_off(runtime: Runtime) -> None:
    assert checkins.usable_wording("who5", "ar") is None


def test_an_unofficial_wording_is_on_once_it_is_switched_on(runtime: Runtime) -> None:
    switch_on("ar")
    switch_on("ar")
    assert checkins.usable_wording("who5", "ar") == shipped("ar")


def test_it_is_off_again_when_a_letter_changes(runtime: Runtime) -> None:
    """What was switched on was another wording, by one letter."""
    switch_on("ar")
    with transaction() as session:
        session.execute(update(WordingSwitch).values(digest=replace(shipped("ar"), instruction="").digest))
    assert checkins.usable_wording("who5", "ar") is None


@pytest.mark.parametrize("field", ["instruction", "items", "answers"])
def test_every_letter_a_citizen_reads_is_in_the_digest(field: str) -> None:
    read = getattr(shipped("ar"), field)
    changed: Any = read + "." if isinstance(read, str) else (*read[:-1], read[-1] + ".")
    assert replace(shipped("ar"), **{field: changed}).digest != shipped("ar").digest


def test_a_wording_that_is_not_there_cannot_be_switched_on(runtime: Runtime) -> None:
    with pytest.raises(NotFound):
        switch_on("ti")


def test_switching_on_is_written_down_once_and_about_no_citizen(runtime: Runtime) -> None:
    switch_on("ar")
    switch_on("ar")
    with reading() as db:
        lines = db.execute(select(AuditLine.citizen_id).where(AuditLine.event == "wording.switched-on")).all()
    assert [line.citizen_id for line in lines] == [None]
