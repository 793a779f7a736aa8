"""“Copy for the journal” on notes: the lines as plain Danish text, for whoever may read them on this page."""

import pytest
from flask.testing import FlaskClient

from companion.accounts import service as accounts
from companion.programmes import status_notes
from tests.people import Somebody, signed_in
from tests.programmes.test_status_notes import Told
from tests.web.markup import elements


@pytest.fixture
def told(client: FlaskClient) -> Told:
    return Told()


def copied(client: FlaskClient, who: Somebody, told: Told) -> list[str]:
    """The text of each note on the page that can be copied."""
    html = signed_in(client, who).get(f"/desk/{told.marek.id}/status-note").text
    return ["".join(one.texts) for one in elements(html, "textarea") if "readonly" in one.attributes]


def test_it_works(client: FlaskClient, told: Told) -> None:
    (text,) = copied(client, told.rikke, told)
    first, by, *lines = text.split("\n")
    assert first == "Korte linjer om, hvordan det går"
    assert by.startswith("Skrevet ") and by.endswith(" af Rikke Storm, Behandler.") and " 2026 " in by
    assert len(lines) == 6 and all(line.endswith(": Lidt mere hver uge") for line in lines[:5])
    assert lines[-1] == "Borgeren har ikke sagt ja til at dele det."
    assert "copy." in client.get(f"/desk/{told.marek.id}/status-note").text.partition("</head>")[0]


def test_each_note_has_its_own_text(client: FlaskClient, told: Told) -> None:
    told.agrees()
    told.note = told.write()  # the first is put aside
    texts = copied(client, told.rikke, told)
    assert len(texts) == 2
    status_notes.release(note_id=told.note, language="da", actor=told.marek.actor)
    last = [text.split("\n")[-1] for text in copied(client, told.rikke, told)]
    assert sorted(last) == ["Borgeren har ikke sagt ja til at dele det.", "Borgeren har sagt ja"]


def test_the_employment_side_copies_what_is_released_and_no_state(client: FlaskClient, told: Told) -> None:
    told.agrees()
    assert copied(client, told.peter, told) == []
    status_notes.release(note_id=told.note, language="da", actor=told.marek.actor)
    (text,) = copied(client, told.peter, told)
    assert "Lidt mere hver uge" in text and "Rikke Storm, Behandler" in text and "Borgeren har" not in text
    status_notes.stop(note_id=told.note, language="da", actor=told.marek.actor)
    assert copied(client, told.peter, told) == []


def test_it_is_danish_and_markup_stays_text(client: FlaskClient, told: Told) -> None:
    accounts.choose_language(person=told.rikke.id, language="en")
    told.lines = {**told.lines, "towards": "</textarea><b>x</b>"}
    told.write()
    (new,) = [text for text in copied(client, told.rikke, told) if "<b>x</b>" in text]
    assert "</textarea><b>x</b>" in new and new.startswith("Korte linjer")
