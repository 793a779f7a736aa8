"""Signed-in phones: everyone sees her own, and what she ends is out at the next request."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.accounts import devices, passkeys, sign_in
from companion.accounts.rules import ROLES
from companion.foundation import audit
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.accounts.enrolled import a_passkey
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, signed_in, staff

HERE = "/me/devices"
OPENED = {"shared": "Lånt eller delt.", "own": "Din egen."}


def a_phone(person: Somebody, method: str = "passkey", device: str | None = "Android", *, own: bool = False) -> str:
    return sign_in.sign_in(person=person.id, own_phone=own, method=method, device=device)


def id_of(token: str) -> uuid.UUID:
    found = sign_in.who(token)
    assert found is not None
    return found.sign_in_id


def another(app: Flask, token: str) -> FlaskClient:
    made = app.test_client()
    made.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    made.set_cookie("companion", token)
    return made


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen()
    kept, lost = a_phone(amina), a_phone(amina, device="iPhone")
    devices.end(sign_in_id=id_of(lost), actor=amina.actor)
    assert [one.id for one in devices.of(amina.actor)] == [id_of(kept)]
    assert sign_in.who(lost) is None
    assert [line.event for line in audit.lines_about(amina.id)].count("phone.ended") == 1


def test_nobody_ends_somebody_elses(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    hers = id_of(a_phone(nora))
    for unknown in (hers, uuid.uuid4()):
        with pytest.raises(NotFound):
            devices.end(sign_in_id=unknown, actor=amina.actor)
    assert [one.id for one in devices.of(nora.actor)] == [hers]


def test_all_others_are_ended_at_once(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    this, *others = (a_phone(amina) for _ in range(4))
    hers = a_phone(nora)
    assert devices.end_all_others(this=id_of(this), actor=amina.actor) == 3
    assert sign_in.who(this) and sign_in.who(hers) and not any(map(sign_in.who, others))
    assert devices.end_all_others(this=id_of(this), actor=amina.actor) == 0


@pytest.mark.parametrize(
    ("role", "own", "life"),
    [
        ("citizen", True, timedelta(days=90)),
        ("citizen", False, timedelta(hours=12)),  # a borrowed phone goes back the same day
        ("caseworker", True, timedelta(hours=12)),
    ],
)
def test_what_ran_out_is_not_listed(
    runtime: Runtime, clock: FrozenClock, role: str, own: bool, life: timedelta
) -> None:
    person = a_citizen() if role == "citizen" else staff(role)
    token = a_phone(person, own=own)
    clock.move(life - timedelta(seconds=1))
    assert devices.of(person.actor) and sign_in.who(token)
    clock.move(timedelta(seconds=2))
    assert not devices.of(person.actor) and not sign_in.who(token)


def test_the_page_shows_every_phone_of_mine(client: FlaskClient) -> None:
    amina = a_citizen()
    a_phone(amina, "code", "iPhone")
    a_phone(a_citizen(name="Nora Friis"), device="Windows")
    told = signed_in(client, amina).get(HERE).text
    assert told.count("data-device=") == 2 and "iPhone" in told and "Windows" not in told
    assert told.count("Den, du bruger nu") == 1 and all(words in told for words in OPENED.values())
    assert "Viser ikke dine ældre tal." in told and "Åbner alle dine sider." in told
    assert "søndag d. 22. november" in told


@pytest.mark.parametrize("role", ROLES)
def test_everybody_has_the_page(client: FlaskClient, role: str) -> None:
    person = a_citizen() if role == "citizen" else staff(role)
    told = signed_in(client, person).get(HERE)
    assert told.status_code == 200
    assert ('id="card"' in told.text) is (role == "citizen")


@pytest.mark.parametrize("method", ["passkey", "code", "card"])
def test_an_ended_phone_is_out_at_its_next_request(app: Flask, client: FlaskClient, method: str) -> None:
    amina = a_citizen()
    lost = another(app, token := a_phone(amina))
    assert lost.get("/me").status_code == 200
    signed_in(client, amina, method=method)
    assert client.post(f"{HERE}/{id_of(token)}/end").headers["Location"] == HERE
    assert lost.get("/me").status_code == 401 and client.get("/me").status_code == 200


def test_all_others_are_out_at_their_next_request(app: Flask, client: FlaskClient) -> None:
    amina = a_citizen()
    lost = [another(app, a_phone(amina)) for _ in range(3)]
    signed_in(client, amina).post(f"{HERE}/end-all")
    assert {one.get("/me").status_code for one in lost} == {401} and client.get("/me").status_code == 200


def test_other_peoples_ids_are_not_there(client: FlaskClient) -> None:
    nora = a_citizen(name="Nora Friis")
    phone, _ = id_of(a_phone(nora)), a_passkey(nora)
    passkey = passkeys.of(nora.id)[0].id
    signed_in(client, a_citizen())
    assert client.post(f"{HERE}/{phone}/end").status_code == 404
    assert client.post(f"{HERE}/passkeys/{passkey}/end", data={"sure": "yes"}).status_code == 404
    assert len(passkeys.of(nora.id)) == 1


def test_the_last_passkey_asks_first(client: FlaskClient) -> None:
    amina = a_citizen()
    for _ in range(2):
        a_passkey(amina)
    first, last = (one.id for one in passkeys.of(amina.id))
    signed_in(client, amina)
    assert client.post(f"{HERE}/passkeys/{first}/end").status_code == 303
    asked = client.post(f"{HERE}/passkeys/{last}/end")
    assert asked.status_code == 200 and 'name="sure"' in asked.text and passkeys.of(amina.id)
    assert client.post(f"{HERE}/passkeys/{last}/end", data={"sure": "yes"}).status_code == 303
    assert not passkeys.of(amina.id)


def test_ending_this_phone_leads_to_sign_in(client: FlaskClient) -> None:
    amina = a_citizen()
    token = a_phone(amina)
    client.set_cookie("companion", token)
    assert client.post(f"{HERE}/{id_of(token)}/end").headers["Location"] == "/sign-in"
    assert client.get(HERE).status_code == 401
