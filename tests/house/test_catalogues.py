"""What ships in each language is whole: placeholders as in Danish, no tag without its catalogue, no half file."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog

from companion.cli.demo import ALL_LANGUAGES
from companion.foundation import config
from companion.foundation.errors import Invalid
from companion.language import checking, glossary, provenance
from companion.language.table import SOURCE, languages
from companion.language.words import catalogue_path, words
from tests.house.catalogues import TRANSLATIONS, catalogue_of

CODES = [code for code, row in languages().items() if code != SOURCE and row.catalogue]
CONSENTS = sorted({path.parent.name for path in (TRANSLATIONS / "consents").glob("*/*.toml")})


def broken(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Every translated text that lacks something its Danish text has, or has more, and which fault it is."""
    for message in catalogue:
        danish = [message.id] if isinstance(message.id, str) else list(message.id)
        said = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if not any(danish) or not any(said):
            continue
        try:
            checking.check(danish, said, wanted_forms=catalogue.num_plurals)
        except Invalid as fault:
            yield danish[0], type(fault).__name__


def test_it_works() -> None:
    catalogue = Catalog(locale="uk")
    catalogue.add("Hej %(name)s", "Вітаємо, %(navn)s")
    catalogue.add("Ja", "<b>Так</b>")
    catalogue.add("Nej", "Ні")
    assert dict(broken(catalogue)) == {"Hej %(name)s": "PlaceholderBroken", "Ja": "TagBroken"}


@pytest.mark.parametrize("code", CODES)
def test_every_text_keeps_its_placeholders_tags_and_forms(code: str) -> None:
    assert dict(broken(catalogue_of(code))) == {}


def test_digits_are_latin_everywhere() -> None:
    """To match signs and phones (DOMAIN, Languages)."""
    others = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
    files = [
        path for kind in ("*.po", "*.toml") for path in TRANSLATIONS.rglob(kind) if "instruments" not in path.parts
    ]
    assert len(files) > len(CODES) and not [path for path in files if others.search(path.read_text(encoding="utf-8"))]


def test_every_configured_tag_has_a_catalogue_of_the_same_tag() -> None:
    offered = {*config.Config.model_fields["offered_languages"].default, *ALL_LANGUAGES.split(",")}
    assert offered <= set(languages())
    for code in sorted(offered - {SOURCE}):
        assert languages()[code].catalogue and str(catalogue_of(code).locale) == code, code


@pytest.mark.parametrize("code", CODES)
def test_a_language_with_danish_in_it_says_so(code: str) -> None:
    """What a catalogue does not say stands in Danish and marked as Danish; the whole language has its mark."""
    assert words(code).say("En tekst, som ingen har oversat").startswith('<span lang="da" dir="ltr">')
    state = tomllib.loads((TRANSLATIONS / code / "provenance.toml").read_text(encoding="utf-8"))
    assert provenance.mark_for(code, languages()[code]) == (None if state.get("reviewer") else "unreviewed")
    unsaid = [message.id for message in catalogue_of(code) if message.id and (message.fuzzy or not message.string)]
    assert unsaid == [], "companion locales check"


@pytest.mark.parametrize("code", CODES)
def test_the_compiled_catalogue_lies_beside_it(code: str) -> None:
    assert catalogue_path(code).parent == TRANSLATIONS / code / "LC_MESSAGES"


@pytest.mark.parametrize("purpose", CONSENTS)
def test_a_consent_says_everything_in_every_language_it_is_in(purpose: str) -> None:
    folder = TRANSLATIONS / "consents" / purpose
    danish = tomllib.loads((folder / f"{SOURCE}.toml").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        assert path.stem in languages(), path
        assert {key for key, said in danish.items() if said} == {key for key, said in told.items() if said}, path


@pytest.mark.parametrize("code", [code for code in CODES if (TRANSLATIONS / "glossary" / f"{code}.toml").is_file()])
def test_a_glossary_explains_every_word_or_is_not_there(code: str) -> None:
    danish, own = (
        tomllib.loads((TRANSLATIONS / "glossary" / f"{one}.toml").read_text(encoding="utf-8")) for one in (SOURCE, code)
    )
    lacking = [
        key
        for key, row in danish.items()
        if isinstance(row, dict) and not all(own.get(key, {}).get(field) for field in glossary.FIELDS)
    ]
    assert lacking == []
    assert not set(own) - set(danish) - {"reviewer", "on", "status"}
