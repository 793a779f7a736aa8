"""Anybody tells from any page that a word is wrong; a translator ticks it off."""

import pytest
from flask.testing import FlaskClient

from companion.words import notes
from tests.people import a_citizen, signed_in, staff
from tests.web.markup import by_id, elements


def test_it_works(client: FlaskClient) -> None:
    at = next(
        one.get("href") or "" for one in elements(client.get("/help").text, "a") if "/wording?" in str(one.get("href"))
    )
    page = client.get(at, headers={"Accept-Language": "uk"})
    assert page.status_code == 200 and "Vi gemmer ikke" not in page.text
    data = {"page": "help.lines", "words": "Дзвонити"}
    answer = client.post("/wording", data=data, headers={"Accept-Language": "uk"})
    assert answer.status_code == 200 and by_id(answer.text, "thanks") is not None
    (note,) = notes.waiting()
    assert (note.words, note.language) == ("Дзвонити", "uk")


def test_it_is_on_the_page_of_a_citizen_and_names_nobody(client: FlaskClient) -> None:
    html = signed_in(client, a_citizen()).get("/plan").text
    (at,) = {one.get("href") or "" for one in elements(html, "a") if "/wording" in str(one.get("href"))}
    client.post("/wording", data={"page": at.partition("page=")[2], "words": "Plan"})
    (note,) = notes.waiting()
    assert note.page == "plan.overview"


@pytest.mark.parametrize("words", ["", "  ", "x" * 501])
def test_a_note_is_refused_with_what_was_typed(client: FlaskClient, words: str) -> None:
    answer = client.post("/wording", data={"page": "help", "words": words})
    assert answer.status_code == 422 and 'href="#words"' in answer.text
    assert words.strip() in answer.text and notes.waiting() == []


def test_a_translator_reads_it_and_ticks_it_off(client: FlaskClient) -> None:
    notes.tell(language="ar", page="help", words="<b>كلمة</b> \u202e")
    (note,) = notes.waiting()
    signed_in(client, staff("translator"))
    html = client.get("/words").text
    assert by_id(html, f"note-{note.id}") is not None and "&lt;b&gt;كلمة" in html
    assert client.post(f"/words/notes/{note.id}/done").status_code == 303
    assert by_id(client.get("/words").text, f"note-{note.id}") is None


def test_nobody_else_ticks_it_off(client: FlaskClient) -> None:
    notes.tell(language="ar", page="help", words="كلمة")
    (note,) = notes.waiting()
    assert client.post(f"/words/notes/{note.id}/done").status_code == 401
    assert signed_in(client, a_citizen()).post(f"/words/notes/{note.id}/done").status_code == 403
    assert len(notes.waiting()) == 1
