"""`/glossary`: the words of the Danish system for everybody, offline too; no address tells what is looked for."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.language import glossary
from companion.web import reader
from companion.web.open_door import open_to_all
from companion.web.page import page

glossary_room = Blueprint("glossary", __name__)
LONGEST_SEARCH = 60  # the longest word of the list has 38 letters


@glossary_room.get("/glossary")
@open_to_all(keep="anyone")
def words_of_the_system() -> Response:
    """Every word, by topic."""
    return _shown("")


@glossary_room.post("/glossary")
@open_to_all()
def search() -> Response:
    """The words that say what somebody looks for, in Danish or in the reader's language."""
    switched()  # looked for again in the other language
    return _shown(request.form.get("sought", "")[:LONGEST_SEARCH])


def _shown(sought: str) -> Response:
    code = reader.current().language.code
    return page(
        "words/glossary.html",
        topics_of=lambda shown: glossary.by_topic(shown, sought),
        icons=glossary.TOPICS,
        provenance=glossary.provenance(code),
        sought=sought,
    )
