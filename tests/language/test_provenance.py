"""A reader is told by a small mark where her words come from, and is never shown a blank."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.foundation import places
from companion.language import provenance
from companion.language.provenance import mark_for
from companion.language.table import language
from companion.language.text import pick

TEXT = {"da": "Jobafdelingen", "ar": "قسم العمل", "en": ""}


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of translations with one reviewed and one unreviewed language."""
    for code, text in (("ar", 'reviewer = ""'), ("en", 'reviewer = "Hala Nasser"\non = 2026-11-01')):
        (tmp_path / code).mkdir()
        (tmp_path / code / "provenance.toml").write_text(text)
    monkeypatch.setattr(places, "translations", lambda: tmp_path)
    provenance.shipped.cache_clear()
    yield tmp_path
    provenance.shipped.cache_clear()


def test_it_works(written: Path) -> None:
    assert mark_for("ar", language("ar")) == "unreviewed"


def test_reviewed_words_and_the_source_need_no_mark(written: Path) -> None:
    assert mark_for("en", language("en")) is None
    assert mark_for("da", language("da")) is None


def test_a_language_nobody_wrote_down_is_missing(written: Path) -> None:
    assert mark_for("uk", language("uk")) == "missing"


def test_danish_in_place_of_another_language_is_marked(written: Path) -> None:
    assert mark_for("ti", language("da")) == "missing"


def test_a_wish_nobody_knows_gets_no_mark_of_its_own(written: Path) -> None:
    """A broken cookie does not make English pages look untranslated."""
    assert mark_for("xx", language("en")) is None


def test_a_text_is_shown_in_the_readers_language() -> None:
    assert pick(TEXT, language("ar")).words == "قسم العمل"


@pytest.mark.parametrize("code", ["uk", "en", "ti"])
def test_a_text_without_it_is_danish_and_says_so(code: str) -> None:
    said = pick(TEXT, language(code))
    assert (said.words, said.language.html) == ("Jobafdelingen", "da")
