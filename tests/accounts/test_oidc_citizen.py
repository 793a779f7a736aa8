"""In with MitID through a broker: the CPR number finds the citizen, and nothing else does."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.accounts import cpr, leaving
from companion.foundation import audit
from tests.accounts.enrolled import by_code
from tests.accounts.oidc_provider import MITID, REDIRECTS, Provider
from tests.people import MADE_BY, Somebody, a_citizen, signed_in, staff
from tests.web.markup import elements

AWAY, BACK = f"{REDIRECTS}/citizen", f"{REDIRECTS}/citizen/back"
NUMBER, YOUNG = "0101904444", "0101154444"


def amina_with_a_number() -> Somebody:
    amina = a_citizen("ar")
    cpr.link(person=amina.id, number=NUMBER, actor=MADE_BY)
    return amina


def sent_to(visitor: FlaskClient, **form: str) -> str:
    answer = visitor.post(AWAY, data=form)
    assert answer.status_code == 200
    return answer.headers["Refresh"].removeprefix("0; url=")


def enter(visitor: FlaskClient, provider: Provider, number: str = NUMBER, **claims: Any) -> TestResponse:
    brought = provider.authorize(sent_to(visitor, own_phone="1"), **{"cpr": number, "acr": MITID, **claims})
    return visitor.get(BACK, query_string=brought)


def test_it_works(visitor: FlaskClient, provider: Provider) -> None:
    amina = amina_with_a_number()
    answer = enter(visitor, provider)
    assert (answer.status_code, answer.location) == (303, "/")
    assert visitor.get("/me/export").status_code == 200  # two factors
    assert "signed-in" in [line.event for line in audit.lines_about(amina.id)]


def test_what_the_other_system_is_asked(visitor: FlaskClient, provider: Provider) -> None:
    asked = parse_qs(urlsplit(sent_to(visitor)).query)
    assert asked["response_type"] == ["code"] and asked["code_challenge_method"] == ["S256"]
    assert asked["acr_values"] == [MITID] and asked["scope"] == ["openid"] and asked["prompt"] == ["login"]
    assert len(asked["code_challenge"][0]) == 43 and asked["nonce"] != asked["state"]
    assert "prompt" not in parse_qs(urlsplit(sent_to(visitor, own_phone="1")).query)


def test_the_way_is_a_link_too(visitor: FlaskClient, provider: Provider) -> None:
    answer = visitor.post(AWAY)
    (link,) = [one for one in elements(answer.text, "a") if provider.issuer in (one.get("href") or "")]
    assert link.get("href") == answer.headers["Refresh"].removeprefix("0; url=")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_number_nobody_here_has(visitor: FlaskClient, provider: Provider) -> None:
    answer = enter(visitor, provider)
    assert answer.status_code == 403 and NUMBER not in answer.text


def test_a_closed_account_answers_as_a_stranger(visitor: FlaskClient, provider: Provider) -> None:
    stranger = enter(visitor, provider)
    leaving.disable(person=amina_with_a_number().id, actor=MADE_BY)
    closed = enter(visitor, provider)
    assert (closed.status_code, closed.text) == (stranger.status_code, stranger.text)


@pytest.mark.parametrize("claims", [{"acr": "low"}, {"acr": None}, {"cpr": None}, {"cpr": "12"}, {"cpr": ["x"]}])
def test_too_little_is_not_enough(visitor: FlaskClient, provider: Provider, claims: dict[str, Any]) -> None:
    amina_with_a_number()
    assert enter(visitor, provider, **claims).status_code == 403
    assert visitor.get("/plan").status_code == 401


def test_nobody_under_18(visitor: FlaskClient, provider: Provider) -> None:
    young = a_citizen()
    cpr.link(person=young.id, number=YOUNG, actor=MADE_BY)
    answer = enter(visitor, provider, YOUNG)
    assert answer.status_code == 403 and "18" in answer.text


def test_after_a_code_in_person_the_number_becomes_hers(visitor: FlaskClient, provider: Provider) -> None:
    amina = a_citizen()
    visitor.set_cookie("companion", by_code(amina))
    assert enter(visitor, provider).status_code == 303
    assert cpr.find(NUMBER) == amina.id
    assert "cpr.linked" in [line.event for line in audit.lines_about(amina.id)]


@pytest.mark.parametrize("way", ["read out", "card", "passkey"])
def test_only_a_code_in_person_or_two_factors_link(visitor: FlaskClient, provider: Provider, way: str) -> None:
    amina = a_citizen()
    if way == "read out":
        visitor.set_cookie("companion", by_code(amina, by_phone=True))
    else:
        signed_in(visitor, amina, method=way)
    answer = enter(visitor, provider)
    assert (answer.status_code, cpr.find(NUMBER)) == ((303, amina.id) if way == "passkey" else (403, None))


def test_a_member_of_staff_is_no_citizen(visitor: FlaskClient, provider: Provider) -> None:
    signed_in(visitor, staff("caseworker"))
    assert enter(visitor, provider).status_code == 403 and cpr.find(NUMBER) is None


def test_without_settings_there_is_no_door(client: FlaskClient) -> None:
    assert client.post(AWAY).status_code == client.get(BACK).status_code == 404
    assert "/sign-in/oidc" not in client.get("/sign-in").text


def test_with_settings_there_is_one(visitor: FlaskClient, provider: Provider) -> None:
    actions = [form.get("action") for form in elements(visitor.get("/sign-in").text, "form")]
    assert {AWAY, f"{REDIRECTS}/staff"} <= set(actions)
