"""Content in all languages: by its file, by a catalogue of the language, with a mark where it stands in Danish."""

from collections import defaultdict

import pytest
from flask.testing import FlaskClient

from companion.cli import content_catalogues
from companion.foundation.runtime import Runtime
from companion.language import content, provenance
from companion.language.overlays import NOTHING, Overlay
from companion.language.table import SOURCE, language, languages
from companion.language.text import everywhere, lacking, own_words, pick
from companion.words import shipped, sources
from tests.appointments.made import a_meeting
from tests.people import a_citizen, responsible_for, signed_in
from tests.plan.laid import a_card, a_plan
from tests.web.markup import elements

OTHERS = [code for code in languages() if code != SOURCE]
MARK = "missing"


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_of_the_content_is_said_in_every_language(runtime: Runtime, code: str) -> None:
    assert lacking(code, shipped.content()) == []


def test_the_words_come_from_the_nearest() -> None:
    danish = shipped.for_catalogue("so")[0]
    shipped_words = content.said("so")[danish]
    assert own_words({SOURCE: danish}, "so", NOTHING) == shipped_words
    assert own_words({SOURCE: danish, "so": "Midkale"}, "so", NOTHING) == "Midkale"
    here = Overlay("1", {danish: ("Halkan",)})
    assert own_words({SOURCE: danish, "so": "Midkale"}, "so", here) == "Halkan"
    assert own_words({SOURCE: danish}, SOURCE, NOTHING) == danish


def test_a_text_nobody_ships_stands_in_danish(runtime: Runtime) -> None:
    text = {SOURCE: "Noget, en medarbejder skrev"}
    assert pick(text, language("so")).language.code == SOURCE and everywhere(text) == text


def test_where_they_come_from_is_told(runtime: Runtime) -> None:
    """The catalogues of a language are read through together; one text that is not there makes the whole missing."""
    danish = frozenset(shipped.for_catalogue("so"))
    assert provenance.of(danish, "so", "missing") == "unreviewed"
    assert provenance.of(danish | {"Noget andet"}, "so", "missing") == "missing"
    assert provenance.is_unread({SOURCE: min(danish)}, "so", "missing")


def test_nothing_is_wrong_with_the_catalogues() -> None:
    assert list(content_catalogues.faults()) == []


def test_a_page_says_once_that_some_of_it_stands_in_danish(client: FlaskClient) -> None:
    amina = a_citizen("so")
    rikke = responsible_for(amina, "therapist")
    signed_in(client, amina)
    assert marks(client, "/appointments") == 0
    a_meeting(amina, rikke, title={"da": "Noget, en medarbejder skrev"}, place={"da": "Lokale 3"})
    assert marks(client, "/appointments") == 1


def test_where_a_part_of_the_page_has_the_mark_its_head_has_none(client: FlaskClient) -> None:
    amina = a_citizen("so")
    rikke = responsible_for(amina, "therapist")
    a_plan(amina)
    a_card(amina, rikke, title={"da": "Noget, en medarbejder skrev"})
    signed_in(client, amina)
    head, main = client.get("/plan").text.split("<main")
    assert MARK not in head and f'data-mark="{MARK}"' in main


def test_in_danish_there_is_no_mark(client: FlaskClient) -> None:
    amina = a_citizen("da")
    a_meeting(amina, responsible_for(amina, "therapist"))
    signed_in(client, amina)
    assert marks(client, "/appointments") == 0


def marks(client: FlaskClient, path: str) -> int:
    """How often a page says that some of it stands in Danish."""
    return [one.get("data-mark") for one in elements(client.get(path).text, "details")].count(MARK)


@pytest.mark.parametrize("code", OTHERS)
def test_one_danish_text_has_one_wording(runtime: Runtime, code: str) -> None:
    """Who reads a text through reads all of it, wherever it stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sources.every(code):
        if len(source.danish) == 1 and source.shipped:
            found[source.danish[0]].add(source.shipped[0])
    assert {danish: said for danish, said in found.items() if len(said) > 1} == {}
