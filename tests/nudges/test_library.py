"""The library: kind words in four languages, nothing that commands, threatens or counts, and clear refusals."""

import re
from pathlib import Path

import pytest

from companion.language.text import Text
from companion.nudges import library
from companion.nudges.library import LibraryError, read
from companion.plan.rules import duty_words

LANGUAGES = {"da", "en", "ar", "uk"}
UNKIND = re.compile(
    r"\b(glemt|husk nu|skuff|desværre|koster|penge|ydelse|point|streak|sidste chance|hvorfor kom du ikke)\b"
    r"|\b(forgot|disappoint|unfortunately|costs?|money|benefit|points?|last chance|why did you not)\b",
    re.IGNORECASE,
)
HEAD = 'topic = "question"\nprovenance = { da = "human-reviewed", en = "unreviewed" }\n\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "question.toml"


def wrong(file: Path, body: str, head: str = HEAD) -> str:
    file.write_text(head + body, encoding="utf-8")
    with pytest.raises(LibraryError) as refused:
        read(file)
    return str(refused.value).removeprefix(str(file))


def test_it_works() -> None:
    found = library.templates()
    assert len(found) >= 25 and {one.topic for one in found.values()} == set(library.TOPICS)
    assert all(set(one.text) >= LANGUAGES and set(one.provenance) >= LANGUAGES for one in found.values())


@pytest.mark.parametrize("key", library.templates())
def test_it_is_kind(key: str) -> None:
    text: Text = library.templates()[key].text
    assert not duty_words(text) and not any(UNKIND.search(words) for words in text.values())


def test_nothing_translated_is_danish_still() -> None:
    for one in library.templates().values():
        assert len(set(one.text.values())) == len(one.text), one.key
        assert re.search("[\u0600-\u06ff]", one.text["ar"]) and re.search("[\u0400-\u04ff]", one.text["uk"]), one.key


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('[a]\nda = "Kl. {time}"\nen = "Hello"\n', ", line 6: the placeholder {time} of the Danish text is missing."),
        ('[a]\nda = "Hej"\nen = "At {time}"\n', ", line 6: the placeholder {time} is not in the Danish text."),
        ('[a]\nda = "Hej {who}"\n', ", line 5: {who} is no placeholder; there are: day, name, place, time."),
        ('[a]\nda = "Hej {name"\n', ", line 5: a brace is left open; placeholders are written {time}."),
        ('[a]\nda = "<b>Hej</b>"\n', ", line 5: the text is empty, longer than 240 letters, or no plain text."),
        ('[a]\nda = "Hej"\nxx = "Hi"\n', ", line 6: 'xx' is no language of ours, or provenance says nothing of it."),
        ('[a]\nda = "Hej"\nar = "مرحبا"\n', ", line 6: 'ar' is no language of ours, or provenance says nothing of it."),
        ('[a]\nen = "Hi"\n', ", line 4: 'a' needs a key of a-z, 0-9 and -, and a text in da."),
    ],
)
def test_a_fault_is_told_with_its_line(file: Path, body: str, said: str) -> None:
    assert wrong(file, body) == said


def test_a_file_without_a_topic_or_provenance_is_refused(file: Path) -> None:
    assert "topic is not one of" in wrong(file, '[a]\nda = "Hej"\n', 'topic = "threat"\n')
    assert "provenance says nothing of da" in wrong(file, '[a]\nda = "Hej"\n', 'topic = "question"\n')
    assert "this is not TOML" in wrong(file, "[a\n")
