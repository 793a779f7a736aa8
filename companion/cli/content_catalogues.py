"""Keeps `content.po` of each language equal to the content that ships: every text its own file lacks, and no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog

from companion.cli.catalogues import NO_DATE, codes, read, written
from companion.foundation import places
from companion.foundation.errors import Invalid
from companion.language import checking
from companion.language.content import FILE
from companion.words.shipped import for_catalogue

HEADER = "# Content of Companion by its Danish text; what the files of content say in this language is not here.\n#"


def refresh() -> None:
    """Bring every `content.po` up to the content; a text that is gone leaves, a new one waits for its words."""
    for code in codes():
        wanted, path = for_catalogue(code), _path(code)
        if wanted:
            path.write_bytes(written(_with(wanted, read(path), code)))


def faults() -> Iterator[str]:
    """What is wrong: a text without words, one that ships no more, another set of placeholders or tags."""
    for code in codes():
        said = {str(one.id): str(one.string or "") for one in read(_path(code)) if one.id}
        wanted = for_catalogue(code)
        yield from (f"{code}: gone from the content: {danish!r}" for danish in said.keys() - set(wanted))
        for danish in wanted:
            try:
                checking.check([danish], [said.get(danish, "")], wanted_forms=1)
            except Invalid as fault:
                yield f"{code}: {type(fault).__name__}: {danish!r}"


def _with(wanted: Sequence[str], before: Catalog, code: str) -> Catalog:
    made = Catalog(locale=code, project="Companion", header_comment=HEADER, charset="utf-8", fuzzy=False)
    made.creation_date = made.revision_date = NO_DATE
    for danish in wanted:
        known = before.get(danish)
        flags = {"python-brace-format"} if "{" in danish else ()  # tools outside check such places by it
        made.add(danish, known.string if known else "", flags=flags)
    return made


def _path(code: str) -> Path:
    return places.translations() / code / "LC_MESSAGES" / FILE
