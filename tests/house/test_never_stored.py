"""No risk group and no benefit is stored anywhere: not in a column, a vocabulary, a form or a text (S6, S10, S17)."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from companion.migrations.metadata import METADATA
from tests.house import tree
from tests.house.catalogues import TEMPLATE, catalogue

RISK = r"risk|risiko|ranking|predict|likelihood|sandsynlig|match_?group|matchgruppe|visitationsgruppe"
BENEFIT = r"benefit|allowance|kontanthjælp|sygedagpenge|dagpenge|ressourceforløb|fleksjob|\bydelse|integrationsydelse"
NEVER = re.compile(f"{RISK}|{BENEFIT}", re.IGNORECASE)
FOR_EVERYBODY = {  # tells everybody what a scheme or a word on a letter is; nothing of it is kept about anybody
    *("companion/concerns/support.toml", "companion/interpreting/terms.toml"),
}
OF_THE_MUNICIPALITY = {"Slags ydelse", "Slags ydelse, enhed og plan"}  # headings of its own dated lists of words (S10)
_FIELD = re.compile(r"""<(?:input|select|textarea|button)[^>]*\bname=["']([\w-]+)["']""")


def test_no_column_holds_one() -> None:
    assert METADATA.tables
    names = [f"{table.name}.{column.name}" for table in METADATA.sorted_tables for column in table.columns]
    assert not [name for name in names if NEVER.search(name)]


def test_no_vocabulary_knows_one() -> None:
    own = [path for path in tree.named(".toml", under="companion") if "translations" not in path.parts]
    files = [path for path in own if tree.short(path) not in FOR_EVERYBODY]
    assert len(files) > 10
    wrong = {
        tree.short(path): found for path in files if (found := [one for one in _said(_read(path)) if NEVER.search(one)])
    }
    assert not wrong


def test_no_form_asks_for_one() -> None:
    asked = {name for page in tree.templates() for name in _FIELD.findall(page.read_text("utf-8"))}
    assert len(asked) > 50
    assert not [name for name in asked if NEVER.search(name)]


def test_no_text_names_one() -> None:
    texts = [str(message.id) for message in catalogue(TEMPLATE.read_bytes()) if message.id]
    assert len(texts) > 500
    assert not [text for text in texts if NEVER.search(text) and text not in OF_THE_MUNICIPALITY]


def test_the_municipalitys_words_are_said_of_nobody() -> None:
    """A word of its lists stands in the lists alone: no row of anything points at one."""
    names = {key.column.table.name for table in METADATA.sorted_tables for key in table.foreign_keys}
    assert "vocabulary_term" in METADATA.tables and "vocabulary_term" not in names


@pytest.mark.parametrize("name", ["plan.risk_group", "Risikogruppe 2", "Modtager du sygedagpenge?", "benefit_kind"])
def test_one_would_be_seen(name: str) -> None:
    assert NEVER.search(name)


def _read(path: Any) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _said(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield str(key)
            yield from _said(value)
    elif isinstance(part, list):
        for one in part:
            yield from _said(one)
    else:
        yield str(part)
