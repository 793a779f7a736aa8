"""A second opinion on what a translation must keep: pofilter (Translate Toolkit) finds nothing in our catalogues."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from companion.language.table import SOURCE, languages
from tests.house.catalogues import TRANSLATIONS

FILTERS = ("printf", "pythonbraceformat", "blank", "untranslated", "nplurals", "newlines", "isfuzzy")
POFILTER = Path(sys.executable).with_name("pofilter")
CODES = [code for code in languages() if code != SOURCE]


def found_by_pofilter(folder: Path, told: Path) -> dict[str, str]:
    """Danish text → what pofilter says of it; a counted text may say one or two in words, as our own check has it."""
    asked = [argument for name in FILTERS for argument in ("-t", name)]
    subprocess.run([POFILTER, "--progress=none", *asked, folder, told], check=True, capture_output=True)
    found = {}
    for path in told.rglob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                if isinstance(message.id, str) and message.id:
                    found[message.id] = " ".join(message.user_comments)
    return found


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_found(code: str, tmp_path: Path) -> None:
    assert found_by_pofilter(TRANSLATIONS / code / "LC_MESSAGES", tmp_path / "told") == {}


def test_it_works(tmp_path: Path) -> None:
    """What it is there for is found: another place, none, an empty text."""
    catalogue = Catalog(locale="uk")
    catalogue.add("Hej %(name)s", "Вітаємо, %(navn)s")
    catalogue.add("Mød os {day}", "Зустріч", flags={"python-brace-format"})
    catalogue.add("Ja", " ")
    catalogue.add("Nej", "Ні")
    (tmp_path / "uk").mkdir()
    with (tmp_path / "uk" / "messages.po").open("wb") as file:
        write_po(file, catalogue)
    found = found_by_pofilter(tmp_path / "uk", tmp_path / "told")
    assert sorted(found) == ["Hej %(name)s", "Ja", "Mød os {day}"]
