"""The table of languages: every code has texts of the same tag, and Danish stands in for the rest."""

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from companion.foundation import places
from companion.language.table import Language, language, languages, readable, with_texts

RIGHT_TO_LEFT = {"ar", "fa", "fa_AF", "ps"}
TWELVE = ["da", "en", "ar", "uk", "fa_AF", "fa", "ti", "so", "tr", "ku", "ps", "pl"]
WITH_TEXTS = [row for row in languages().values() if row.catalogue and not row.source]


def test_it_works() -> None:
    arabic = language("ar")
    assert (arabic.name, arabic.html, arabic.dir) == ("العربية", "ar", "rtl")


def test_the_first_wave_is_there_with_danish_first() -> None:
    assert list(languages()) == TWELVE
    assert [code for code, row in languages().items() if row.source] == ["da"]


@pytest.mark.parametrize("row", languages().values(), ids=TWELVE)
def test_a_row_is_whole(row: Language) -> None:
    assert row.dir == ("rtl" if row.code in RIGHT_TO_LEFT else "ltr")
    assert Locale.parse(row.babel).language == row.babel.split("_")[0]
    assert row.name.strip() == row.name and row.html == {"fa_AF": "prs"}.get(row.code, row.code)


@pytest.mark.parametrize("row", WITH_TEXTS, ids=[row.code for row in WITH_TEXTS])
def test_a_language_with_texts_has_a_catalogue_of_the_same_tag(row: Language) -> None:
    """A tag without a catalogue of the same tag falls back silently: seen elsewhere, not here."""
    path = places.translations() / row.code / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    assert str(catalogue.locale or catalogue.locale_identifier) == row.code


def test_no_catalogue_lies_there_unknown() -> None:
    folders = {path.parts[-3] for path in places.translations().glob("*/LC_MESSAGES/messages.po")}
    assert folders <= set(languages())


@pytest.mark.parametrize("folder", ["instruments/who5", "consents/who5-index", "consents/progress-dialogue"])
def test_every_text_file_is_of_a_known_language(folder: str) -> None:
    assert {path.stem for path in (places.translations() / folder).glob("*.toml")} <= set(languages())


@pytest.mark.parametrize("code", [None, "", "xx", "AR"])
def test_an_unknown_code_is_danish(code: str | None) -> None:
    assert language(code).code == "da"


def test_all_twelve_have_texts() -> None:
    assert [one.code for one in with_texts(tuple(TWELVE))] == TWELVE


@pytest.mark.usefixtures("without_tigrinya")
def test_danish_stands_in_while_texts_are_not_here_yet() -> None:
    assert (readable("ti").code, readable("ar").code, readable(None).code) == ("da", "ar", "da")


@pytest.mark.usefixtures("without_tigrinya")
def test_only_languages_with_texts_are_offered() -> None:
    assert [one.code for one in with_texts(("ar", "ti", "xx", "da"))] == ["ar", "da"]
