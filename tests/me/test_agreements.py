"""Questions of a case stand on their own page, with what a no means, and never beside sharing or a check-in."""

import pytest
from flask.testing import FlaskClient

from companion.consent import case_agreements
from tests.consent.test_case_agreements import ASKED
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import elements

PAGE = "/me/agreements"
FORM = {
    "what": "Må vi hente oplysninger fra din læge?",
    "if_no": "Så afgør vi sagen med det, vi har.",
    "law": "Retssikkerhedsloven § 11 a",
    "letter_date": "2026-11-16",
    "letter_reference": "26-11873",
}


def asked(citizen: Somebody) -> str:
    peter = staff("caseworker", name="Peter Dam")
    return str(case_agreements.ask(citizen=citizen.id, question=ASKED, actor=peter.actor))


def test_it_works(client: FlaskClient) -> None:
    jens = a_citizen()
    key = asked(jens)
    signed_in(client, jens)
    html = client.get(PAGE).text
    assert "Så afgør vi sagen med det, vi har." in html and "26-11873" in html and "72 00 00 01" in html
    assert client.post(f"{PAGE}/{key}", data={"answer": "yes"}).status_code == 303
    assert "Du har sagt ja" in client.get(PAGE).text
    client.post(f"{PAGE}/{key}", data={"answer": "stop"})
    assert "Du sagde ja og tog det tilbage" in client.get(PAGE).text


@pytest.mark.parametrize("path", ["/me/sharing", "/check-in", "/check-in/result", "/"])
def test_it_stands_on_no_page_of_sharing_or_check_in(client: FlaskClient, path: str) -> None:
    jens = a_citizen()
    asked(jens)
    signed_in(client, jens)
    assert ASKED.what["da"] not in client.get(path).text
    assert "/me/sharing" not in client.get(PAGE).text.partition("<main")[2]


@pytest.mark.parametrize("said", ["", "maybe"])
def test_another_answer_is_refused(client: FlaskClient, said: str) -> None:
    jens = a_citizen()
    key = asked(jens)
    signed_in(client, jens)
    assert client.post(f"{PAGE}/{key}", data={"answer": said}).status_code == 422


def test_others_questions_are_not_there(client: FlaskClient) -> None:
    key = asked(a_citizen())
    signed_in(client, a_citizen(name="Nora Friis"))
    assert ASKED.what["da"] not in client.get(PAGE).text
    assert client.post(f"{PAGE}/{key}", data={"answer": "yes"}).status_code == 404


def test_a_caseworker_asks_and_sees_the_answer(client: FlaskClient) -> None:
    jens = a_citizen()
    peter = responsible_for(jens, "caseworker")
    signed_in(client, peter)
    path = f"/desk/{jens.id}/agreement"
    assert client.post(path, data=FORM).status_code == 303
    (known,) = case_agreements.about(jens.id)
    case_agreements.answer(agreement_id=known.id, yes=False, language="da", actor=jens.actor)
    assert "Borgeren har sagt nej." in client.get(path).text


@pytest.mark.parametrize("field", FORM)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(client: FlaskClient, field: str) -> None:
    jens = a_citizen()
    signed_in(client, responsible_for(jens, "caseworker"))
    answer = client.post(f"/desk/{jens.id}/agreement", data={**FORM, field: ""})
    assert answer.status_code == 422
    assert all(text in answer.text for name, text in FORM.items() if name != field)
    assert case_agreements.about(jens.id) == []


def test_who_has_no_relation_finds_nothing(client: FlaskClient) -> None:
    jens = a_citizen()
    signed_in(client, staff("caseworker"))
    assert client.get(f"/desk/{jens.id}/agreement").status_code == 404
    assert client.post(f"/desk/{jens.id}/agreement", data=FORM).status_code == 404


def test_what_is_missing_is_named_beside_its_field_and_nothing_typed_is_lost(client: FlaskClient) -> None:
    jens = a_citizen(name="Jens Lauridsen")
    signed_in(client, responsible_for(jens, "caseworker"))
    answer = client.post(f"/desk/{jens.id}/agreement", data={"what": "Må vi ringe til lægen?", "law": "a" * 81})
    links = [one.get("href") for one in elements(answer.text, "a")]
    assert answer.status_code == 422 and "Må vi ringe til lægen?" in answer.text
    assert [field for field in FORM if f"#{field}" not in links] == ["what"]
