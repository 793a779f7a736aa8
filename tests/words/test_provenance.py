"""A wording saved here is unread until it is read through here, whoever read the text it lies over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from companion.checkins import indicators
from companion.concerns import sentences, support
from companion.foundation.runtime import Runtime
from companion.language import glossary, provenance, wordings
from companion.language.overlays import digest_of
from companion.language.provenance import Provenance
from companion.language.text import danish_of
from companion.nudges import library
from companion.plan import catalogue_types
from companion.programmes import templates
from companion.programmes.programme import Programme
from companion.words import workbench
from companion.words.sources import sources
from tests.people import MADE_BY, Somebody, staff
from tests.words.worded import HELP, UKRAINIAN, reads_through, says


@dataclass(frozen=True)
class Room:
    """Texts of one room: where their file is asked, what the room says of them, and a text of theirs."""

    asks: tuple[Any, str]
    says: Callable[[str], Provenance]
    danish: Callable[[], str]


COURSE = templates.load("toender-diabetes")
SET = max(indicators.shipped().values(), key=lambda one: one.version)
ROOMS = {
    "pages": Room((provenance, "shipped"), provenance.of_interface, lambda: HELP),
    "glossary": Room((glossary, "shipped"), glossary.provenance, lambda: glossary.terms("da")[0].text),
    "courses": Room((Programme, "shipped"), COURSE.provenance_in, lambda: COURSE.weeks[0].work["da"]),
    "offers": Room(
        (catalogue_types, "shipped"),
        catalogue_types.provenance_of,
        lambda: min(danish_of(*catalogue_types.task_types().values())),
    ),
    "sentences": Room(
        (sentences, "shipped"),
        sentences.provenance_of,
        lambda: sentences.sentences(sentences.CITIZEN)["sleep-bad"].text["da"],
    ),
    "support": Room((support, "shipped"), support.provenance_of, lambda: support.schemes()[0].about["da"]),
    "messages": Room(
        (library.Template, "shipped"), library.provenance_of, lambda: library.template("need-anything").text["da"]
    ),
    "indicators": Room((indicators.IndicatorSet, "shipped"), SET.provenance_in, lambda: SET.indicators[0].name["da"]),
}


@pytest.fixture
def hala(runtime: Runtime) -> Somebody:
    return staff("translator", name="Hala Nasser")


@pytest.fixture(params=ROOMS)
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A room whose Ukrainian texts somebody has read through before they shipped."""
    found = ROOMS[request.param]
    monkeypatch.setattr(*found.asks, lambda *_one: "human-reviewed")
    return found


def test_a_reviewed_text_that_was_worded_here_is_unread_until_it_is_read_here(hala: Somebody, room: Room) -> None:
    danish, words = room.danish(), ("Щось зовсім інше",)
    assert room.says("uk") == "human-reviewed"
    wordings.put(code="uk", said=[(danish, words)], actor=MADE_BY)
    assert (room.says("uk"), room.says("da")) == ("unreviewed", "human-reviewed")
    wordings.review(code="uk", danish=danish, said=(), read=wordings.seen(words), actor=hala.actor)
    assert room.says("uk") == "human-reviewed"


def test_a_language_the_app_has_nothing_in_is_missing_until_every_text_is_worded(runtime: Runtime) -> None:
    assert provenance.of(frozenset({HELP, "Ja"}), "uk", "missing") == "missing"
    wordings.put(code="uk", said=[(HELP, (UKRAINIAN,))], actor=MADE_BY)
    assert provenance.of(frozenset({HELP, "Ja"}), "uk", "missing") == "missing"
    assert provenance.of(frozenset({HELP}), "uk", "missing") == "unreviewed"


def test_the_workbench_counts_what_was_read_before_it_shipped(hala: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    """`reviewer` in the file of a language stands for everybody; the row says so, and a new wording is read anew."""
    danish = glossary.terms("da")[0].text
    assert workbench.of("uk", digest_of(danish)).state == "unreviewed"
    monkeypatch.setattr(glossary, "shipped", lambda _code: "human-reviewed")
    assert workbench.of("uk", digest_of(danish)).state == "reviewed"
    says(hala, danish, UKRAINIAN)
    assert workbench.of("uk", digest_of(danish)).state == "unreviewed"
    reads_through(staff("translator"), danish)
    assert workbench.of("uk", digest_of(danish)).state == "reviewed"


def test_where_words_come_from_is_no_text_to_translate(runtime: Runtime) -> None:
    listed = {source.danish[0] for source in sources("uk").values()}
    assert not listed & {"human-reviewed", "unreviewed", "source"}
