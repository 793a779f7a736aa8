"""`/privacy` and `/was`: what is kept about people, who may read it, how far everybody can use the app."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.foundation import runtime
from companion.language import spoken
from companion.language.sounds import KnownSound
from companion.language.spoken import Lines
from companion.language.table import Language
from companion.me import retention
from companion.web import reader
from companion.web.open_door import open_to_all
from companion.web.page import page, rendered
from companion.web.plain_lines import lines_of

plain_truth = Blueprint("privacy", __name__)
DATA_AUTHORITY = "33 19 32 00"  # Datatilsynet's switchboard
WRITTEN_ON = date(2026, 11, 24)  # both texts; change it with them
PIECE = "privacy"  # of the texts a person reads aloud


@plain_truth.get("/privacy")
@open_to_all(keep="anyone")
def privacy() -> Response:
    """Purpose, legal basis, readers, who may demand what by law, how long, and how to complain."""
    aloud = _aloud(reader.current().language)
    return page("me/privacy.html", **_facts(), written_on=WRITTEN_ON, aloud=aloud)


@plain_truth.get("/was")
@open_to_all(keep="anyone")
def accessibility() -> Response:
    """The accessibility statement: what is aimed at, what is known to be missing, whom to tell."""
    municipality = runtime.current().config.municipality
    return page("me/accessibility.html", municipality=municipality, written_on=WRITTEN_ON)


def to_read(language: Language) -> Mapping[str, Lines]:
    """The notice as somebody would read it aloud in a language."""
    return {PIECE: lines_of(rendered("me/privacy_words.html", _facts(), language))}


def _facts() -> dict[str, Any]:
    return {
        "municipality": runtime.current().config.municipality,
        "authority": DATA_AUTHORITY,
        "kept": tuple(retention.classes().values()),
    }


def _aloud(language: Language) -> KnownSound | None:
    """The recording of today's words; they are put together only where there is one at all."""
    found = spoken.every(language.code).get(PIECE)
    return found if found and found.says(spoken.together(to_read(language)[PIECE])) else None
