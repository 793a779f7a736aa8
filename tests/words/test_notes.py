"""A reader says that a wording is wrong: a translator reads it, and nobody knows who said it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from companion.foundation import audit, crypto
from companion.foundation.database import new_id, reading, table_of
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.words import notes
from companion.words.records import WordingNote
from tests.clock import FrozenClock
from tests.people import staff

WORDS = "“Aftale” er skrevet forkert"


def tells(words: str = WORDS, page: str = "plan.overview") -> None:
    notes.tell(language="uk", page=page, words=words)


def test_it_works(runtime: Runtime) -> None:
    tells()
    (note,) = notes.waiting()
    assert (note.words, note.language, note.page) == (WORDS, "uk", "plan.overview")


def test_the_words_are_sealed_and_no_person_is_kept(runtime: Runtime) -> None:
    tells()
    with reading() as db:
        (row,) = db.execute(select(table_of(WordingNote))).all()
        assert db.execute(select(audit.AuditLine)).all() == []
    assert b"Aftale" not in row.words and row.done_by is None
    assert set(row._mapping) == {"id", "language", "page", "words", "made_at", "done_at", "done_by"}


@pytest.mark.parametrize("empty", ["", "  ", "\r\n"])
def test_an_empty_note_is_refused(runtime: Runtime, empty: str) -> None:
    with pytest.raises(notes.NothingSaid):
        tells(empty)


def test_a_long_note_is_refused(runtime: Runtime) -> None:
    tells("x" * notes.LONGEST)
    with pytest.raises(notes.NoteTooLong):
        tells("x" * (notes.LONGEST + 1))


def test_the_list_is_full_for_a_day_and_not_longer(
    runtime: Runtime, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert notes.MOST_A_DAY == 200
    monkeypatch.setattr(notes, "MOST_A_DAY", 3)  # two hundred would only take longer
    for _ in range(3):
        tells()
    with pytest.raises(notes.EnoughToday):
        tells()
    clock.move(notes.A_DAY + timedelta(seconds=1))
    tells()


@pytest.mark.parametrize("page", ["/desk/8a1c?name=Amina", "Amina Haddad", "a" * 81, "plan\u202e"])
def test_only_the_name_of_a_page_is_kept(runtime: Runtime, page: str) -> None:
    tells(page=page)
    assert [note.page for note in notes.waiting()] == [""]


def test_what_is_done_leaves_the_list_and_its_words(runtime: Runtime) -> None:
    hala = staff("translator")
    tells()
    (note,) = notes.waiting()
    notes.done(note=note.id, actor=hala.actor)
    assert notes.waiting() == []
    with reading() as db:
        row = db.execute(select(table_of(WordingNote))).one()
    assert row.done_by == hala.id and crypto.unseal(row.words, table="wording_note", row=row.id, field="words") == ""


def test_a_note_that_is_not_there_is_not_found(runtime: Runtime) -> None:
    with pytest.raises(NotFound):
        notes.done(note=new_id(), actor=staff("translator").actor)
