"""Keeps the catalogues equal to the code: collects Danish texts, merges them, and names what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from companion.foundation import places
from companion.language.table import SOURCE, languages

METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {"_": None, "plain_": None, "plain": None, "_n": (1, 2), "N_": None}
OPTIONS = {"**/templates/**.html": {"trimmed": "true"}}
HEADER = "# Danish texts of Companion; no line numbers, so that a moved line changes nothing.\n#"


NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # a steady header: the history tells when a text changed


def refresh() -> None:
    """Write messages.pot and bring every catalogue up to it; texts that are gone leave."""
    template = collected()
    _pot().write_bytes(written(template))
    for path in _catalogue_paths():
        catalogue = read(path)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        path.write_bytes(written(catalogue))


def faults() -> list[str]:
    """What is wrong: a stale template, a missing text, another set of placeholders."""
    template = collected()
    found = [] if _pot().is_file() and _pot().read_bytes() == written(template) else ["messages.pot is stale"]
    for path in _catalogue_paths():
        found += [f"{path.parent.parent.name}: {fault}" for fault in _faults_of(read(path), template)]
    return found


def collected() -> Catalog:
    """Every Danish text in templates and code, in a steady order."""
    catalogue = Catalog(project="Companion", header_comment=HEADER, charset="utf-8")
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    texts = extract_from_dir(str(places.package()), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("T:",))
    for _file, _line, text, comments, context in sorted(texts, key=lambda row: (row[0], row[1])):
        catalogue.add(text, auto_comments=comments, context=context)
    return catalogue


def _faults_of(catalogue: Catalog, template: Catalog) -> list[str]:
    known = {message.id: message for message in catalogue if message.id}
    found = []
    for wanted in template:
        if not wanted.id:
            continue
        message = known.get(wanted.id)
        texts = _texts(message)
        if not texts or not all(texts):
            found.append(f"missing: {wanted.id!r}")
        elif message is not None:
            found += [f"{fault}: {wanted.id!r}" for fault in message.check(catalogue)]
    return found


def _texts(message: Message | None) -> list[str]:
    if message is None or not message.string:
        return []
    return [message.string] if isinstance(message.string, str) else list(message.string)


def codes() -> list[str]:
    """The languages that have catalogues."""
    return [code for code, language in languages().items() if language.catalogue and code != SOURCE]


def _catalogue_paths() -> list[Path]:
    return [places.translations() / code / "LC_MESSAGES" / "messages.po" for code in codes()]


def read(path: Path) -> Catalog:
    """The catalogue in this file; an empty one where there is none."""
    if not path.is_file():
        return Catalog(locale=path.parent.parent.name)
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def _pot() -> Path:
    return places.translations() / "messages.pot"


def written(catalogue: Catalog) -> bytes:
    """The file that says this catalogue, the same every time."""
    target = BytesIO()
    write_po(
        target,
        catalogue,
        width=0,
        no_location=True,
        sort_output=False,
        omit_header=False,
        include_previous=False,
    )
    return target.getvalue()
