"""The ready-made sentences: enough of them, pictured, in four languages, easy, and free of blame and gender."""

import re
from xml.etree import ElementTree as ET

import pytest

from companion.concerns import sentences
from companion.concerns.sentences import SPEAKERS
from companion.language.provenance import Provenance
from companion.plan.rules import duty_words
from tests.house import tree
from tests.programmes.test_templates import LIX_LIMIT, lix

EVERY = [one for speaker in SPEAKERS for one in sentences.sentences(speaker).values()]
TOPICS = {
    *("pain", "sleep", "tired", "fear", "medicine", "effects", "hours", "transport", "children", "money"),
    *("language", "privacy", "food", "clash", "much", "change", "good"),
}
BOTH_GENDERS = re.compile(r"/\w|\(\w{1,3}\)|\bчи \w+ла\b")  # “glad/glade”, “ready(f)”, “хотів чи хотіла”


def test_there_are_enough() -> None:
    assert len(sentences.sentences(sentences.CITIZEN)) >= 60
    assert len(sentences.sentences(sentences.REPLY)) >= 20
    assert {topic.key for topic in sentences.topics(sentences.CITIZEN)} >= TOPICS


def test_a_key_is_one_sentence() -> None:
    assert len({one.key for one in EVERY}) == len(EVERY)


@pytest.mark.parametrize("code", ["da", "en", "ar", "uk"])
def test_each_reader_has_all_of_them(code: str) -> None:
    assert not [one.key for one in EVERY if not one.text.get(code, "").strip()]
    assert not [one.key for one in EVERY if BOTH_GENDERS.search(one.text[code])]
    topics = [topic for speaker in SPEAKERS for topic in sentences.topics(speaker)]
    assert not [topic.key for topic in topics if not topic.name.get(code)]


def test_each_has_a_picture() -> None:
    sprite = ET.parse(tree.ROOT / "companion" / "static" / "icons.svg")  # noqa: S314 - our own file
    drawn = {one.get("id") for one in sprite.iter("{http://www.w3.org/2000/svg}symbol")}
    assert not {one.icon for one in EVERY} - drawn


def test_the_danish_is_easy_and_no_advice_sounds_like_a_duty() -> None:
    for speaker in SPEAKERS:
        assert lix(one.text["da"] for one in sentences.sentences(speaker).values()) <= LIX_LIMIT
    assert not [word for one in sentences.sentences(sentences.ADVICE).values() for word in duty_words(one.text)]


@pytest.mark.parametrize(
    ("code", "mark"), [("da", "human-reviewed"), ("ar", "unreviewed"), ("uk", "unreviewed"), ("ti", "unreviewed")]
)
def test_it_says_where_the_words_come_from(code: str, mark: Provenance) -> None:
    assert sentences.provenance_of(code) == mark


def test_unknown_keys_are_passed_over() -> None:
    assert sentences.known(sentences.CITIZEN, ["sleep-bad", "nonsense", "pain-doing"]) == ["pain-doing", "sleep-bad"]
    assert sentences.said(sentences.CITIZEN, ["of-a-former-version"]) == []
