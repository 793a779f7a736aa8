"""A note says which words are wrong: the texts that say so stand beside it, one tap away."""

import pytest
from flask.testing import FlaskClient

from companion.language.overlays import digest_of
from companion.words import notes, workbench
from companion.words.hits import MOST, hits
from companion.words.workbench import Text
from tests.people import signed_in, staff
from tests.web.markup import elements
from tests.words.worded import HELP


def texts() -> list[Text]:
    return list(workbench.texts("uk").values())


def said(danish: str) -> str:
    return workbench.of("uk", digest_of(danish)).forms[0]


@pytest.mark.parametrize("note", ["“{}” er forkert", "{}", "{}!\nМає бути інакше", "«{}» → Сюди"])
def test_it_works(client: FlaskClient, note: str) -> None:
    notes.tell(language="uk", page="help.help_page", words=note.format(said(HELP)))
    signed_in(client, staff("translator"))
    links = [one.get("href") for one in elements(client.get("/words").text, "a")]
    assert f"/words/uk/{digest_of(HELP)}" in links


def test_a_part_of_a_text_is_found_too(client: FlaskClient) -> None:
    found = hits(f"Тут “{said(HELP)[2:]}”, мабуть", texts())
    assert digest_of(HELP) in {text.source.digest for text in found}


def test_what_says_it_whole_comes_first_and_never_too_many(client: FlaskClient) -> None:
    found = hits(said(HELP), texts())
    assert found[0].source.digest == digest_of(HELP)
    assert len(hits(f"“{said(HELP)[:4]}”", texts())) <= MOST


@pytest.mark.parametrize("note", ["", "x", "Зюзюка хрямзала", "“”"])
def test_what_is_nowhere_has_no_hit(client: FlaskClient, note: str) -> None:
    assert hits(note, texts()) == []


def test_a_note_about_danish_has_no_text_to_change(client: FlaskClient) -> None:
    notes.tell(language="da", page="help.help_page", words=HELP)
    signed_in(client, staff("translator"))
    assert "data-spoken-of" not in client.get("/words").text
