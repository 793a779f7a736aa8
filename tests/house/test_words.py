"""Every text in the code stands in the template catalogue, every language we offer has its own."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file

from tests.house import tree
from tests.house.catalogues import TEMPLATE, TRANSLATIONS, catalogue, catalogue_of

KEYWORDS = {
    "_": None,
    "N_": None,
    "plain_": None,
    "say": None,
    "plain": None,
    "_n": (1, 2),
    "count": (1, 2),
}  # templates and code say the same with these


def test_the_catalogue_template_is_fresh() -> None:
    pot = catalogue(TEMPLATE.read_bytes())
    spoken = set(_spoken(tree.named(".py", ".html", under="companion")))
    kept = {message.id for message in pot if message.id}
    assert (spoken - kept, kept - spoken) == (set(), set()), "companion locales extract makes it fresh"


def test_the_catalogue_template_has_no_line_numbers() -> None:
    lines = TEMPLATE.read_text().splitlines()
    assert not [line for line in lines if line.startswith("#:") and line.rsplit(":", 1)[-1].isdigit()]


def test_every_language_has_a_catalogue_of_its_own_tag() -> None:
    table = tomllib.loads((TRANSLATIONS / "locales.toml").read_text())
    tags = {code for code, row in table.items() if row.get("catalogue", True) and not row.get("source")}
    assert not list(astray(tags, TRANSLATIONS))


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_finished_language_says_everything(code: str) -> None:
    assert list(missing(catalogue(TEMPLATE.read_bytes()), catalogue_of(code))) == []


def test_a_tag_without_a_catalogue_and_a_catalogue_without_a_tag_are_seen(tmp_path: Path) -> None:
    for tag, language in (("ar", "ar"), ("orm", "orm"), ("fa_AF", "fa")):
        folder = tmp_path / tag / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.po").write_text(f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n')
    assert list(astray({"ar", "om", "fa_AF"}, tmp_path)) == [
        "om has no catalogue",
        "orm is no language of ours",
        "fa_AF holds a catalogue of fa",
    ]


def test_an_untranslated_text_is_seen() -> None:
    source = b'msgid "Hej"\nmsgstr "%s"\n'
    pot = catalogue(source % b"")
    assert list(missing(pot, catalogue(source % b""))) == ["Hej"]
    assert list(missing(pot, catalogue(b"#, fuzzy\n" + source % b"Hi"))) == ["Hej"]
    assert list(missing(pot, catalogue(source % b"Hi"))) == []


def test_a_text_in_code_and_template_is_heard(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('sentence = N_("Nej")\nwords.plain("Ja")\n')
    (tmp_path / "b.html").write_text("{{ _('Hej') }}{{ _n('%(n)s dag', '%(n)s dage', n) }}")
    assert set(_spoken(sorted(tmp_path.iterdir()))) == {"Nej", "Ja", "Hej", ("%(n)s dag", "%(n)s dage")}


def astray(tags: set[str], folder: Path) -> Iterator[str]:
    """One sentence for each tag without a catalogue, or catalogue without a tag."""
    found = {path.parts[-3]: path for path in sorted(folder.glob("*/LC_MESSAGES/messages.po"))}
    yield from (f"{tag} has no catalogue" for tag in sorted(tags - set(found)))
    yield from (f"{tag} is no language of ours" for tag in sorted(set(found) - tags))
    for tag in sorted(tags & set(found)):
        held = catalogue(found[tag].read_bytes()).locale_identifier
        if held != tag:
            yield f"{tag} holds a catalogue of {held}"


def missing(pot: Catalog, own: Catalog) -> Iterator[object]:
    """Every text of the template that has no finished translation in the catalogue."""
    for message in pot:
        told = own.get(message.id) if message.id else None
        if message.id and (told is None or told.fuzzy or not _full(told.string)):
            yield message.id


def _full(said: str | Iterable[str] | None) -> bool:
    return bool(said) if isinstance(said, str) else all(said or [""])


def _spoken(paths: Iterable[Path]) -> Iterator[object]:
    for path in paths:
        method = "jinja2.ext:babel_extract" if path.suffix == ".html" else "python"
        for _line, words, *_rest in extract_from_file(method, path, keywords=KEYWORDS):
            yield words
