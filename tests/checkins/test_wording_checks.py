"""A wording is taken only whole, plain and in its own script; each refusal says what to do."""

from pathlib import Path
from typing import Any

import pytest

from companion.checkins.instruments import languages_of, shipped
from companion.checkins.wording_checks import WordingFault, read
from tests.checkins.a_wording import ANSWERS, ITEMS, a_file


def fault_of(file: str) -> str:
    with pytest.raises(WordingFault) as fault:
        read(Path(file), language=Path(file).stem)
    return str(fault.value)


def test_it_works(tmp_path: Path) -> None:
    found = read(Path(a_file(tmp_path)), language="uk")
    assert (found.items, found.answers, found.status) == (tuple(ITEMS), tuple(ANSWERS), "official")


@pytest.mark.parametrize("code", languages_of("who5"))
def test_every_shipped_text_would_be_taken(tmp_path: Path, code: str) -> None:
    found = shipped("who5", code)
    assert found is not None
    instruction = found.instruction or "Eksik"  # the Turkish copy has none, which is why it is not in use
    texts: dict[str, Any] = {"instruction": instruction, "items": found.items, "answers": found.answers}
    assert read(Path(a_file(tmp_path, name=f"{code}.toml", **texts)), language=code).items == found.items


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"without": "licence"}, "licence is missing"),
        ({"colour": "blue"}, "colour is not known"),
        ({"version": 1}, "version is no text"),
        ({"version": "first"}, "is no number"),
        ({"version": "1" * 21}, "at most 20"),
        ({"status": "approved"}, "A text is one of: official, validated, unofficial"),
        ({"status": "interpreted"}, "A text is one of"),
        ({"checked": "yes"}, "checked is neither true nor false"),
        ({"source": ""}, "source is empty"),
        ({"licence": "  "}, "licence is empty"),
        ({"instruction": ""}, "instruction is empty"),
        ({"instruction": "а" * 601}, "at most 600"),
        ({"items": ITEMS[:4]}, "items is not a list of 5 texts"),
        ({"items": [*ITEMS, "Шосте"]}, "items is not a list of 5 texts"),
        ({"items": "Твердження"}, "items is not a list of 5 texts"),
        ({"items": [*ITEMS[:4], 5]}, "items is not a list of 5 texts"),
        ({"items": [*ITEMS[:4], ""]}, "items 5 is empty"),
        ({"items": [*ITEMS[:4], ITEMS[0]]}, "two items are the same"),
        ({"items": [*ITEMS[:4], "б" * 201]}, "at most 200"),
        ({"items": [*ITEMS[:4], "Я <b>бадьорий</b>"]}, "contains HTML"),
        ({"items": [*ITEMS[:4], "Я бадьорий&nbsp;"]}, "contains HTML"),
        ({"answers": ANSWERS[:5]}, "answers is not a list of 6 texts"),
        ({"answers": [*ANSWERS[:5], ANSWERS[0]]}, "two answers are the same"),
        ({"answers": [*ANSWERS[:5], "в" * 81]}, "at most 80"),
        ({"answers": [*ANSWERS[:5], " Ніколи"]}, "begins or ends with a space"),
        ({"answers": [*ANSWERS[:5], "Ні\u202eколи"]}, "invisible sign U+202E"),
        ({"answers": [*ANSWERS[:5], "Ні\u2066коли"]}, "invisible sign U+2066"),
        ({"answers": [*ANSWERS[:5], "Ні\u200fколи"]}, "invisible sign U+200F"),
        ({"answers": [*ANSWERS[:5], "Ні\nколи"]}, "invisible sign U+000A"),
        ({"name": "ar.toml"}, "not in the script of ar"),
        ({"name": "xx.toml"}, "no language of ours. Give --language"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_right_is_refused(tmp_path: Path, changed: dict[str, Any], told: str) -> None:
    assert told in fault_of(a_file(tmp_path, **changed))


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"\xff\xfe", "not UTF-8"), (b"version = ", "not TOML"), (b"#" * 70_000, "larger than"), (b"", "is missing")],
)
def test_what_is_no_wording_file_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "uk.toml").write_bytes(content)
    assert told in fault_of(str(tmp_path / "uk.toml"))


def test_the_arabic_copy_that_says_the_opposite_is_refused(tmp_path: Path) -> None:
    arabic = shipped("who5", "ar")
    assert arabic is not None
    texts: dict[str, Any] = {"instruction": arabic.instruction, "items": arabic.items}
    wrong = a_file(tmp_path, name="ar.toml", version="2", **texts, answers=[*arabic.answers[:5], "في أي وقت"])
    assert "not “at no time”" in fault_of(wrong)


def test_persian_keeps_its_joining_marks(tmp_path: Path) -> None:
    """Zero-width non-joiners belong to the letters there; no other invisible sign is taken."""
    persian = shipped("who5", "fa")
    assert persian is not None
    texts: dict[str, Any] = {"instruction": persian.instruction, "items": persian.items}
    file = a_file(tmp_path, name="fa.toml", version="2", **texts, answers=[*persian.answers[:5], "هیچ\u200cوقت"])
    assert "\u200c" in read(Path(file), language="fa").answers[5]
