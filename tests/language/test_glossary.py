"""Every word has a plain explanation, in Danish and in each language that says so; nothing is explained twice."""

import re
from collections import Counter

import pytest
import textstat

from companion.foundation import places
from companion.language import glossary
from companion.language.table import languages

EXPLAINED = sorted(path.stem for path in (places.translations() / "glossary").glob("*.toml"))


def test_it_works() -> None:
    ukrainian = {term.id: term for term in glossary.terms("uk")}
    assert ukrainian["sygedagpenge"].danish == "sygedagpenge"
    assert re.search("[а-яі]", ukrainian["sygedagpenge"].text) and ukrainian["sygedagpenge"].language == "uk"


def test_about_sixty_words_each_of_a_known_topic() -> None:
    words = glossary.terms("da")
    assert len(words) >= 60 and {term.topic for term in words} == set(glossary.TOPICS)
    assert max(Counter(term.danish for term in words).values()) == 1


@pytest.mark.parametrize("code", EXPLAINED)
def test_a_language_explains_every_word_or_none(code: str) -> None:
    assert code in languages()
    assert [term.id for term in glossary.terms(code) if term.language != code] == []
    assert all(term.word.strip() and term.text.strip() for term in glossary.terms(code))


def test_the_danish_explanations_read_easily() -> None:
    texts = [term.text for term in glossary.terms("da")]
    assert textstat.lix(" ".join(texts)) <= 30


def test_a_language_without_explanations_reads_danish_and_says_so() -> None:
    assert {term.language for term in glossary.terms("xx")} == {"da"}
    assert glossary.provenance("xx") == "missing"


@pytest.mark.parametrize(
    ("sought", "found"), [("sygedag", "sygedagpenge"), ("SICKNESS", "sygedagpenge"), ("frist", "frist")]
)
def test_a_word_is_found_by_what_it_says_in_either_language(sought: str, found: str) -> None:
    assert found in {term.id for inside in glossary.by_topic("en", sought).values() for term in inside}


def test_what_is_not_there_finds_nothing() -> None:
    assert glossary.by_topic("en", "zzz") == {}
