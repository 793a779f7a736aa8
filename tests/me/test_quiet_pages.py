"""`/me/quiet`: she says beforehand what to do; before she writes she reads who will see it."""

import pytest
from flask.testing import FlaskClient

from companion.caseload import quiet
from companion.caseload.quiet import Trusted, Wish
from tests.people import Somebody, a_citizen, responsible_for, signed_in
from tests.web.markup import by_id, elements

WHOLE = {"wait_days": "5", "text_once": "1", "call_name": "Salma", "call_number": "20  11 22 33"}


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    """A citizen on her phone, with somebody responsible."""
    citizen = a_citizen()
    responsible_for(citizen)
    signed_in(client, citizen)
    return citizen


def test_it_works(client: FlaskClient, amina: Somebody) -> None:
    answer = client.post("/me/quiet", data=WHOLE)
    assert (answer.status_code, answer.location) == (303, "/me/quiet")
    assert quiet.of([amina.id])[amina.id].wish == Wish(5, text_once=True, call=Trusted("Salma", "20 11 22 33"))
    html = client.get("/me/quiet").text
    assert 'value="Salma"' in html and "Skrevet søndag d. 22. november" in html


def test_who_will_see_it_stands_before_the_button(client: FlaskClient, amina: Somebody) -> None:
    form = by_id(client.get("/me/quiet").text, "choose")
    assert form is not None and "Karen Holm" in form.text and "Og kun når vi ikke kan få fat i dig." in form.text


def test_without_anybody_responsible_it_says_that_nobody_sees_it(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    assert "Så ingen ser det." in client.get("/me/quiet").text


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "wait_days"),
        ({"wait_days": "hundrede"}, "wait_days"),
        ({"wait_days": "61"}, "wait_days"),
        ({"wait_days": "9" * 400}, "wait_days"),
        ({"call_name": "Salma"}, "call_name"),
        ({"leave_be": "1", "text_once": "1"}, "leave_be"),
    ],
)
def test_what_makes_no_sense_is_told_and_stays(
    client: FlaskClient, amina: Somebody, sent: dict[str, str], field: str
) -> None:
    answer = client.post("/me/quiet", data=sent)
    assert answer.status_code == 422 and f'href="#{field}"' in answer.text
    wrong = [one for one in elements(answer.text, "input") if one.get("aria-invalid") == "true"]
    assert [one.get("id") for one in wrong] == [field]
    assert all(value in answer.text for value in sent.values()) and quiet.of([amina.id]) == {}


def test_a_switch_of_language_loses_nothing(client: FlaskClient, amina: Somebody) -> None:
    html = client.post("/me/quiet", data={**WHOLE, "_language": "ar"}).text
    assert 'value="Salma"' in html and quiet.of([amina.id]) == {}


def test_it_goes_with_one_tap(client: FlaskClient, amina: Somebody) -> None:
    client.post("/me/quiet", data=WHOLE)
    assert client.post("/me/quiet/end").status_code == 303
    assert quiet.of([amina.id]) == {}
