"""In with a passkey over HTTP; adding one after a code; and the page that says what a code cannot do."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.accounts import leaving, passkeys
from tests.accounts.authenticator import Authenticator
from tests.accounts.enrolled import a_passkey, by_code
from tests.people import MADE_BY, Somebody, a_citizen, signed_in, staff

IN, NEW, STRONGER = "/sign-in/passkey", "/sign-in/passkey/new", "/sign-in/stronger"
JSON_ROUTES = (IN, f"{IN}/options", NEW, f"{NEW}/options")


def options(client: FlaskClient, door: str) -> dict[str, Any]:
    asked = client.post(f"{door}/options", json={}).json
    assert isinstance(asked, dict)
    return asked


def enter(client: FlaskClient, phone: Authenticator, **more: Any) -> TestResponse:
    return client.post(IN, json={"credential": phone.sign(options(client, IN)), **more})


def make(client: FlaskClient) -> TestResponse:
    return client.post(NEW, json={"credential": Authenticator().make(options(client, NEW))})


def with_code(client: FlaskClient, person: Somebody) -> FlaskClient:
    client.set_cookie("companion", by_code(person))
    return client


def test_it_works(client: FlaskClient) -> None:
    answer = enter(client, a_passkey(a_citizen()))
    assert answer.status_code == 200 and answer.json == {"to": "/"}
    assert "HttpOnly" in answer.headers["Set-Cookie"] and answer.headers["Cache-Control"] == "no-store"
    assert client.get("/me/export").status_code == 200


@pytest.mark.parametrize(
    ("said", "own"),
    [({}, False), ({"own_phone": True}, True), ({"own_phone": "yes"}, False), ({"own_phone": 1}, False)],
)
def test_a_phone_is_shared_until_said_otherwise(client: FlaskClient, said: dict[str, Any], own: bool) -> None:
    enter(client, a_passkey(a_citizen()), **said)
    assert ("Du låner telefonen." not in client.get("/").text) is own


def test_staff_are_in_with_it(client: FlaskClient) -> None:
    enter(client, a_passkey(staff()))
    assert client.get("/desk").status_code == 200


def test_every_refusal_is_the_same(client: FlaskClient) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    ended, closed, unknown = a_passkey(amina), a_passkey(nora), Authenticator(handle=amina.id.bytes)
    passkeys.end(passkey=passkeys.of(amina.id)[0].id, actor=amina.actor)
    leaving.disable(person=nora.id, actor=MADE_BY)
    answers = [enter(client, phone) for phone in (ended, closed, unknown)]
    answers.append(client.post(IN, json={"credential": {"id": "x"}}))
    assert {answer.status_code for answer in answers} == {422} and len({answer.text for answer in answers}) == 1
    assert not any("Set-Cookie" in answer.headers for answer in answers)


def test_only_failures_count(client: FlaskClient) -> None:
    phone = a_passkey(a_citizen())
    for _ in range(3):
        assert enter(client, phone).status_code == 200
    for _ in range(20):
        assert client.post(IN, json={}).status_code == 422
    assert enter(client, phone).status_code == 429


@pytest.mark.parametrize("path", JSON_ROUTES)
def test_another_body_is_refused(client: FlaskClient, path: str) -> None:
    with_code(client, a_citizen())
    assert client.post(path, data={"credential": "x"}).status_code == 415
    assert client.post(path, data="{", content_type="application/json").status_code == 422
    for nonsense in ("[]", '"x"', "7", "null"):
        assert client.post(path, data=nonsense, content_type="application/json").status_code == 422
    assert client.post(path, json={"credential": "x" * 70_000}).status_code == 413


@pytest.mark.parametrize("path", JSON_ROUTES)
def test_another_site_is_refused(client: FlaskClient, path: str) -> None:
    with_code(client, a_citizen())
    assert client.post(path, json={}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_citizen_adds_her_first_one_after_a_code(client: FlaskClient) -> None:
    with_code(client, a_citizen())
    assert client.get("/me/export").status_code == 403
    assert client.get(NEW).status_code == 200
    assert make(client).json == {"to": "/me/devices"}
    assert client.get("/me/export").status_code == 200


def test_staff_add_one_with_a_code_and_see_nothing_before(client: FlaskClient) -> None:
    with_code(client, staff())
    assert client.get("/desk").status_code == 403
    assert client.get(NEW).status_code == 200 and make(client).json == {"to": "/"}
    assert client.get("/desk").status_code == 200


def test_the_code_session_ends_when_the_passkey_is_made(client: FlaskClient) -> None:
    amina = a_citizen()
    former = by_code(amina)
    client.set_cookie("companion", former)
    make(client)
    client.set_cookie("companion", former)
    assert client.get("/me").status_code == 401


def test_whoever_may_not_add_is_shown_the_way(client: FlaskClient) -> None:
    signed_in(client, a_citizen(), method="card")
    refused = client.get(NEW)
    assert refused.status_code == 403 and f'href="{STRONGER}"' in refused.text
    assert client.post(f"{NEW}/options", json={}).status_code == 403
    assert client.post(NEW, json={"credential": {}}).status_code == 403


def test_strangers_add_nothing(client: FlaskClient) -> None:
    assert client.get(NEW).status_code == 401 and client.get(STRONGER).status_code == 401
    assert client.post(f"{NEW}/options", json={}).status_code == 401
    assert client.post(NEW, json={}).status_code == 401


def test_the_page_says_what_a_code_cannot_do(client: FlaskClient) -> None:
    weak = with_code(client, a_citizen()).get(STRONGER).text
    assert 'id="can"' in weak and 'id="cannot"' in weak and f'href="{NEW}"' in weak
    assert 'data-passkey="/sign-in/passkey"' in weak
    strong = signed_in(client, a_citizen()).get(STRONGER).text
    assert 'id="cannot"' not in strong


def test_it_offers_no_passkey_to_a_card(client: FlaskClient) -> None:
    told = signed_in(client, a_citizen(), method="card").get(STRONGER)
    assert told.status_code == 200 and f'href="{NEW}"' not in told.text


def test_the_sign_in_page_has_the_button_hidden(client: FlaskClient) -> None:
    told = client.get("/sign-in").text
    section = told.partition('id="with-passkey"')[2].partition(">")[0]
    assert section.endswith("hidden") and 'name="own_phone"' in told
