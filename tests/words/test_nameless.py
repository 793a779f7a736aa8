"""A translator reads no name and no CPR number: marks stand there, and are put back where she puts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from companion.language.checking import PlaceholderBroken
from companion.words.nameless import nameless

NAME = "Amina Haddad"


def hidden(line: str, name: str = NAME) -> str:
    return nameless({"line": line}, name).lines["line"]


def test_it_works() -> None:
    found = nameless({"line": "Amina ringer. Husk 010190-1234."}, NAME)
    assert found.lines == {"line": "[navn] ringer. Husk [nummer]."}
    assert found.put_back({"line": "Дзвонить [navn]: [nummer]."}) == {"line": "Дзвонить Amina: 010190-1234."}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Amina Haddad", "[navn]"),
        ("Haddad, Amina", "[navn], [navn 2]"),
        ("Aminas plan", "[navn]s plan"),
        ("Aminat", "Aminat"),
        ("amina", "amina"),
        ("0101901234 og 010190 1234", "[nummer] og [nummer 2]"),
        ("Ring 70 20 12 66", "Ring 70 20 12 66"),
        ("Amina og Amina", "[navn] og [navn]"),
    ],
)
def test_what_is_hidden(line: str, shown: str) -> None:
    assert hidden(line) == shown


def test_a_short_name_does_not_hide_the_words_around_it() -> None:
    assert hidden("Bo skal bo her", "Bo B. Holm") == "[navn] skal bo her"
    assert hidden("Hej", "") == "Hej"


@pytest.mark.parametrize("said", ["Дзвонить", "[navn] [navn]", "[navn 2]"])
def test_a_mark_that_is_gone_or_doubled_is_refused(said: str) -> None:
    with pytest.raises(PlaceholderBroken) as refused:
        nameless({"line": "Amina ringer"}, NAME).put_back({"line": said})
    assert refused.value.words == {"names": "[navn]"}


@given(some.lists(some.sampled_from(["Amina", "Haddad", "ringer", "010190-1234", ", ", "s ", ". "]), max_size=12))
def test_said_as_it_was_everything_is_as_it_was(parts: list[str]) -> None:
    line = " ".join(parts)
    found = nameless({"line": line}, NAME)
    assert found.put_back(found.lines) == {"line": line}
    assert not any(name in found.lines["line"].split() for name in ("Amina", "Haddad", "010190-1234"))
