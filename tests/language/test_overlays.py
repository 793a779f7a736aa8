"""What translators write lies over the shipped texts: at once where it was saved, soon everywhere, nowhere else."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from companion.foundation import runtime as runtimes
from companion.foundation.database import Database, new_id, transaction
from companion.foundation.kept import LOOK_AGAIN
from companion.foundation.runtime import Runtime
from companion.language import glossary, overlays, provenance
from companion.language.records import Wording
from companion.language.table import language
from companion.language.text import everywhere, pick
from companion.language.words import texts_of, words
from tests.clock import FrozenClock

HELP, HEAR = "Her kan du ringe", "Сюди можна дзвонити"
A_MOMENT = timedelta(seconds=1)


@pytest.fixture
def another(runtime: Runtime, sqlite_file: Path, tmp_path: Path) -> Iterator[Runtime]:
    """A second installation in the same process."""
    shutil.copy(sqlite_file, tmp_path / "another.db")
    database = Database(f"sqlite:///{tmp_path / 'another.db'}")
    yield replace(runtime, database=database)
    database.close()


def written(danish: str, *forms: str, code: str = "uk", reviewed: bool = False) -> None:
    """Another process of this installation has saved a wording."""
    now = runtimes.current().clock.now()
    row = Wording(id=new_id(), language=code, digest=overlays.digest_of(danish), danish=danish, forms=list(forms))
    row.written_at = row.changed_at = now
    row.reviewed_at = now if reviewed else None
    with transaction() as session:
        session.add(row)


def saved(danish: str, *forms: str, code: str = "uk", reviewed: bool = False) -> None:
    """This process has saved a wording."""
    written(danish, *forms, code=code, reviewed=reviewed)
    overlays.look_again()


def test_it_works(runtime: Runtime) -> None:
    saved(HELP, HEAR)
    assert words("uk").say(HELP) == HEAR and words("pl").say(HELP) != HEAR


def test_another_process_says_it_within_ten_seconds(runtime: Runtime, clock: FrozenClock) -> None:
    before = words("uk").say(HELP)
    written(HELP, HEAR)
    clock.move(LOOK_AGAIN - A_MOMENT)
    assert words("uk").say(HELP) == before
    clock.move(A_MOMENT)
    assert words("uk").say(HELP) == HEAR


def test_the_newest_wording_wins(runtime: Runtime, clock: FrozenClock) -> None:
    saved(HELP, "Перше")
    clock.move(A_MOMENT)
    saved(HELP, HEAR)
    assert overlays.current("uk").one(HELP) == HEAR


def test_a_reviewed_text_said_anew_is_no_longer_reviewed(runtime: Runtime, clock: FrozenClock) -> None:
    saved(HELP, HEAR, reviewed=True)
    assert HELP in overlays.current("uk").reviewed
    clock.move(A_MOMENT)
    saved(HELP, "Інакше")
    assert HELP not in overlays.current("uk").reviewed


def test_two_installations_in_one_process_keep_their_words_apart(runtime: Runtime, another: Runtime) -> None:
    saved(HELP, HEAR)
    with runtimes.bound(another):
        assert overlays.current("uk") is overlays.NOTHING
        saved(HELP, "Не так")
        assert words("uk").say(HELP) == "Не так"
    assert words("uk").say(HELP) == HEAR


def test_a_language_nobody_changed_keeps_its_overlay(runtime: Runtime, clock: FrozenClock) -> None:
    saved(HELP, HEAR)
    ukrainian = overlays.current("uk")
    clock.move(A_MOMENT)
    saved(HELP, "Tutaj możesz zadzwonić", code="pl")
    assert overlays.current("uk") is ukrainian and overlays.current("pl") is not overlays.NOTHING


def test_a_plural_uses_the_form_of_its_number(runtime: Runtime) -> None:
    saved("%(n)s dag", "%(n)s день", "%(n)s дні", "%(n)s днів")
    said = [words("uk").count("%(n)s dag", "%(n)s dage", n) for n in (1, 3, 5, 21)]
    assert said == ["1 день", "3 дні", "5 днів", "21 день"]


def test_wordings_are_escaped_as_every_text(runtime: Runtime) -> None:
    saved(HELP, "<b>так</b>")
    assert words("uk").say(HELP) == "&lt;b&gt;так&lt;/b&gt;"


def test_danish_has_none_and_outside_an_installation_there_is_none(runtime: Runtime) -> None:
    saved(HELP, "Ring", code="da")
    assert overlays.current("da") is overlays.NOTHING and words("da").say(HELP) == HELP


def test_a_text_of_the_content_is_said_anew_too(runtime: Runtime) -> None:
    text = {"da": "Gå en tur", "uk": "Прогулянка", "en": "Take a walk"}
    saved("Gå en tur", "Погуляти", code="uk")
    assert pick(text, language("uk")).words == "Погуляти" and pick(text, language("en")).words == "Take a walk"
    assert everywhere(text) == {**text, "uk": "Погуляти"}


def test_a_word_of_the_glossary_is_explained_anew(runtime: Runtime) -> None:
    danish = next(term for term in glossary.terms("da") if term.id == "sygedagpenge")
    saved(danish.text, "Гроші на час хвороби")
    told = next(term for term in glossary.terms("uk") if term.id == "sygedagpenge")
    assert (told.text, told.danish) == ("Гроші на час хвороби", "sygedagpenge")


def test_a_language_read_through_here_needs_no_mark(runtime: Runtime, clock: FrozenClock) -> None:
    assert provenance.of_interface("pl") == "unreviewed"
    *most, last = sorted(texts_of("pl"))
    with transaction():
        for danish in most:
            written(danish, "słowo", code="pl", reviewed=True)
    overlays.look_again()
    assert provenance.of_interface("pl") == "unreviewed"
    saved(last, "słowo", code="pl", reviewed=True)
    assert provenance.of_interface("pl") == "human-reviewed" and provenance.of_interface("uk") == "unreviewed"


def test_a_database_that_does_not_answer_takes_no_words_away(runtime: Runtime, tmp_path: Path) -> None:
    """The page that tells so is said in the reader's language too."""
    nowhere = Database(f"sqlite:///{tmp_path / 'no' / 'such.db'}")
    with runtimes.bound(replace(runtime, database=nowhere)):
        assert words("uk").say(HELP) == words("uk").plain(HELP) != HELP
