"""Translators work on the app's words; nobody else gets in, and what they save is read at once."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.language.overlays import digest_of
from companion.words import workbench
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, signed_in, staff
from tests.web.markup import by_id, elements
from tests.words.worded import HELP, UKRAINIAN, says

AT = f"/words/uk/{digest_of(HELP)}"
PLACED = "Læst igennem %(day)s"
COUNTED = digest_of("%(n)s tekst venter på en oversætter.")
PAGES = ("/words", "/words/uk", AT, "/words/uk/companion.po", "/words/uk/import", "/words/asked")


@pytest.fixture
def hala(app: Flask) -> Somebody:
    return staff("translator", name="Hala Nasser")


@pytest.fixture
def translator(client: FlaskClient, hala: Somebody) -> FlaskClient:
    return signed_in(client, hala)


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    made = app.test_client()
    made.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return made


def links(html: str, beginning: str) -> list[str]:
    return [one.get("href") or "" for one in elements(html, "a") if (one.get("href") or "").startswith(beginning)]


def test_it_works(translator: FlaskClient) -> None:
    html = translator.get("/words").text
    assert by_id(html, "languages") is not None and len(links(html, "/words/")) >= 11
    listed = translator.get("/words/uk?state=unreviewed&place=pages").text
    assert len(links(listed, "/words/uk/")) >= 30 and "30 af " in listed


def test_a_new_wording_is_on_the_page_at_once(translator: FlaskClient, stranger: FlaskClient) -> None:
    asked = {"Accept-Language": "uk"}
    assert UKRAINIAN not in stranger.get("/help", headers=asked).text
    answer = translator.post(AT, data={"form": UKRAINIAN, "do": "save"})
    assert (answer.status_code, answer.location) == (303, f"{AT}?done=save")
    assert UKRAINIAN in stranger.get("/help", headers=asked).text
    assert HELP in stranger.get("/help", headers={"Accept-Language": "da"}).text


def test_the_next_wording_is_on_the_page_too(
    translator: FlaskClient, stranger: FlaskClient, clock: FrozenClock
) -> None:
    """Pages are made anew for each wording, not only for the first one."""
    for said in ("Перше", "Друге", "Третє"):
        clock.move(timedelta(seconds=1))
        translator.post(AT, data={"form": said, "do": "save"})
        assert said in stranger.get("/help", headers={"Accept-Language": "uk"}).text


def test_after_saving_the_next_text_is_one_tap_away(translator: FlaskClient) -> None:
    translator.post(AT, data={"form": UKRAINIAN, "do": "save"})
    html = translator.get(f"{AT}?done=save").text
    done = by_id(html, "done")
    assert done is not None and done.get("role") == "status"
    assert f"/words/uk/{workbench.following('uk', digest_of(HELP))}" in links(html, "/words/uk/")


def test_a_look_saves_nothing_and_keeps_what_is_typed(translator: FlaskClient) -> None:
    answer = translator.post(f"/words/uk/{digest_of(PLACED)}", data={"form": "Прочитано <b>%(day)s", "do": "show"})
    assert answer.status_code == 200 and by_id(answer.text, "preview") is not None
    assert "Прочитано &lt;b&gt;3. 12." in answer.text and "Прочитано &lt;b&gt;%(day)s</textarea>" in answer.text
    assert workbench.history("uk", digest_of(PLACED)) == []


@pytest.mark.parametrize("said", ["", "   ", "Прочитано", "Прочитано %(dag)s", "x" * 4_001, "\u202eПрочитано %(day)s"])
def test_a_broken_wording_is_refused_and_nothing_typed_is_lost(translator: FlaskClient, said: str) -> None:
    answer = translator.post(f"/words/uk/{digest_of(PLACED)}", data={"form": said, "do": "save"})
    assert answer.status_code == 422 and 'href="#form-0"' in answer.text
    area = by_id(answer.text, "form-0")
    assert (
        area is not None
        and area.get("aria-invalid") == "true"
        and f">{said.strip()}" in answer.text.replace(">\n", ">")
    )


@pytest.mark.parametrize("number", [0, 1, 2, 9])
def test_any_number_of_forms_may_come_and_only_the_right_one_is_saved(translator: FlaskClient, number: int) -> None:
    answer = translator.post(f"/words/uk/{COUNTED}", data={"form": ["%(n)s a"] * number, "do": "save"})
    assert answer.status_code == 422 and len(elements(answer.text, "textarea")) == 3
    assert translator.post(f"/words/uk/{COUNTED}", data={"form": ["%(n)s"] * number, "do": "show"}).status_code == 200


def test_every_form_says_which_numbers_it_is_for(translator: FlaskClient) -> None:
    html = translator.get(f"/words/ar/{COUNTED}").text
    assert len(elements(html, "textarea")) == 6
    assert all(numbers in html for numbers in ("eksempel 0<", "eksempel 1<", "eksempel 2<", "eksempel 3, 5<"))


def test_another_reads_it_through_and_the_writer_cannot(translator: FlaskClient, hala: Somebody, app: Flask) -> None:
    says(hala, HELP, UKRAINIAN)
    seen = workbench.of("uk", digest_of(HELP)).seen
    assert by_id(translator.get(AT).text, "review") is None and by_id(translator.get(AT).text, "own") is not None
    assert translator.post(AT, data={"do": "review", "seen": seen}).status_code == 409
    signed_in(translator, staff("translator", name="Oksana Kovalenko"))
    assert by_id(translator.get(AT).text, "review") is not None
    assert translator.post(AT, data={"do": "review", "seen": seen}).status_code == 303
    assert "Oksana Kovalenko" in translator.get(AT).text


def test_a_text_said_anew_meanwhile_is_shown_again(translator: FlaskClient) -> None:
    seen = workbench.of("uk", digest_of(HELP)).seen
    says(staff("translator", name="Oksana Kovalenko"), HELP, UKRAINIAN)
    answer = translator.post(AT, data={"do": "review", "seen": seen})
    assert answer.status_code == 409 and UKRAINIAN in answer.text and "Læs den igen" in answer.text


@pytest.mark.parametrize("query", ["state=zzz", "place=%3Cscript%3E", "after=-1", "after=99999", "after=x", "saved=x"])
def test_a_list_asked_for_oddly_is_a_list(translator: FlaskClient, query: str) -> None:
    answer = translator.get(f"/words/uk?{query}")
    assert answer.status_code == 200 and "<script>&" not in answer.text and "&lt;script" not in answer.text


@pytest.mark.parametrize(
    "at", ["/words/da", "/words/xx", "/words/uk/nothing", "/words/xx/import", "/words/da/companion.po"]
)
def test_what_is_not_there_is_not_found(translator: FlaskClient, at: str) -> None:
    assert translator.get(at).status_code == 404


@pytest.mark.parametrize("at", PAGES)
def test_nobody_else_gets_in(client: FlaskClient, at: str) -> None:
    assert client.get(at).status_code == 401
    for other in (staff("ips-consultant"), staff("interpreter"), a_citizen()):
        assert signed_in(client, other).get(at).status_code == 403
        assert client.post(AT, data={"form": UKRAINIAN, "do": "save"}).status_code == 403
    assert workbench.history("uk", digest_of(HELP)) == []
