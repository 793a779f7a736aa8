"""Two taps: what it was, then when to try next; a slip goes, and a wrong day is told without losing it."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.caseload import contacting
from tests.caseload.test_contacting import also_there, log
from tests.people import Somebody, a_citizen, responsible_for, signed_in
from tests.web.markup import elements


def first_tap(client: FlaskClient, citizen: Somebody, **sent: str) -> TestResponse:
    """The first of two taps."""
    return client.post(f"/desk/{citizen.id}/contact", data={"kind": "met", **sent})


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, karen)
    when = first_tap(client, amina).location
    assert re.fullmatch(r"/desk/contacts/[\w-]{36}", when)
    chips = [one for one in elements(client.get(when).text, "button") if re.match(r"\d{4}-", one.get("value") or "")]
    assert [one.get("value") for one in chips] == ["2026-11-23", "2026-11-25", "2026-11-30"]
    answer = client.post(when, data={"next": "2026-11-25"})
    assert (answer.status_code, answer.location) == (303, f"/desk/{amina.id}")
    (known,) = contacting.latest(amina.id, role=karen.role)
    assert (known.kind, str(known.next_on)) == ("met", "2026-11-25")


@pytest.mark.parametrize(("came", "back"), [("desk", "/desk"), ("day", "/desk/today"), ("//evil.example", None)])
def test_one_comes_back_to_where_one_was(client: FlaskClient, came: str, back: str | None) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    when = first_tap(client, amina, **{"from": came}).location
    assert "evil" not in when
    assert client.post(when, data={"next": "none"}).location == (back or f"/desk/{amina.id}")


def test_the_row_of_the_caseload_has_the_taps(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    html = client.get("/desk").text
    taps = [one.get("value") for one in elements(html, "button") if one.get("name") == "kind"]
    assert taps == list(contacting.KINDS) and f'action="/desk/{amina.id}/contact"' in html


def test_another_day_is_chosen(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    when = first_tap(signed_in(client, karen), amina).location
    client.post(when, data={"next": "chosen", "day": "2026-12-24"})
    assert str(contacting.latest(amina.id, role=karen.role)[0].next_on) == "2026-12-24"


@pytest.mark.parametrize("day", ["2026-11-21", "2028-01-01", "", "2026-02-30", "snart"])
def test_a_wrong_day_is_told_and_stays_in_its_field(client: FlaskClient, day: str) -> None:
    amina = a_citizen()
    when = first_tap(signed_in(client, responsible_for(amina)), amina).location
    answer = client.post(when, data={"next": "chosen", "day": day})
    (field,) = [one for one in elements(answer.text, "input") if one.get("id") == "day"]
    assert (answer.status_code, field.get("value"), field.get("aria-invalid")) == (422, day, "true")
    assert "Vælg en dag fra i dag og et år frem." in answer.text and 'href="#day"' in answer.text


def test_a_slip_of_the_finger_is_taken_back(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    when = first_tap(signed_in(client, karen), amina, kind="no-answer").location
    assert client.post(when, data={"next": "slip"}).status_code == 303
    assert not contacting.latest(amina.id, role=karen.role)
    assert client.get(when).status_code == 404


def test_an_unknown_kind_is_refused(client: FlaskClient) -> None:
    amina = a_citizen()
    assert first_tap(signed_in(client, responsible_for(amina)), amina, kind="email").status_code == 422


def test_nobody_elses_contact_is_there(client: FlaskClient) -> None:
    amina = a_citizen()
    made = log(amina, responsible_for(amina))
    signed_in(client, also_there(amina, "caseworker"))
    assert client.get(f"/desk/contacts/{made}").status_code == 404
    assert client.post(f"/desk/contacts/{made}", data={"next": "slip"}).status_code == 404
