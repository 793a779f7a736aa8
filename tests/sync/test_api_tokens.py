"""Client credentials: a secret in, a token of one hour out; two secrets live side by side; ends are ends."""

import base64
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from companion.foundation import clock as times
from companion.foundation.database import reading
from companion.sync import api_clients, api_tokens
from companion.sync.api_attempts import PER_ADDRESS
from companion.sync.api_clients import NameTaken, NewClient, ScopeRefused
from companion.sync.records import ApiSecret, ApiToken
from tests.clock import FrozenClock
from tests.people import MADE_BY, a_unit
from tests.sync.outside import Outside, an_outside

FORM = {"grant_type": "client_credentials"}


def test_it_works(client: FlaskClient) -> None:
    outside = an_outside()
    credentials = base64.b64encode(f"{outside.client.id}:{outside.secret}".encode()).decode()
    asked = {"data": {**FORM, "scope": "people facts"}, "headers": {"Authorization": f"Basic {credentials}"}}
    answer = client.post("/api/v1/token", **asked)
    told = answer.get_json()
    assert (answer.status_code, told["token_type"], told["expires_in"]) == (200, "Bearer", 3600)
    assert set(told["scope"].split()) == {"people", "facts"} and answer.headers["Cache-Control"] == "no-store"
    found = api_tokens.holder(told["access_token"])
    assert found is not None and set(found[1]) == {"people", "facts"}


def test_neither_secret_nor_token_is_stored(engine: str, runtime: object) -> None:
    outside = an_outside()
    token = outside.token()
    with reading() as db:
        kept = [*db.scalars(select(ApiSecret.secret_hash)), *db.scalars(select(ApiToken.token_hash))]
    assert kept and outside.secret not in kept and token not in kept


def test_a_token_is_good_for_an_hour(engine: str, runtime: object, clock: FrozenClock) -> None:
    token = an_outside().token()
    clock.move(timedelta(minutes=59))
    assert api_tokens.holder(token)
    clock.move(timedelta(minutes=2))
    assert api_tokens.holder(token) is None


def test_the_old_secret_works_beside_the_new_one_and_no_longer(
    engine: str, runtime: object, clock: FrozenClock
) -> None:
    outside = an_outside()
    clock.move(timedelta(minutes=1))
    second = api_clients.rotate(outside.client.id, actor=MADE_BY)
    assert all(api_clients.has_secret(outside.client.id, one) for one in (outside.secret, second))
    clock.move(timedelta(minutes=1))
    third = api_clients.rotate(outside.client.id, actor=MADE_BY)
    live = [api_clients.has_secret(outside.client.id, one) for one in (outside.secret, second, third)]
    assert live == [False, True, True]


def test_a_client_is_let_in_on_its_days_only(engine: str, runtime: object, clock: FrozenClock) -> None:
    until = times.today() + timedelta(days=2)
    new = NewClient(a_unit(), "KY", ["facts"], valid_from=times.today() + timedelta(days=1), valid_to=until)
    client_id, _secret = api_clients.add(new, actor=MADE_BY)
    seen = []
    for _day in range(3):
        seen.append(api_clients.by_id(client_id) is not None)
        clock.move(timedelta(days=1))
    assert seen == [False, True, False]


def test_each_side_has_its_own_scopes(engine: str, runtime: object) -> None:
    with pytest.raises(ScopeRefused):
        api_clients.add(NewClient(a_unit("health"), "Sund", ["purposes"]), actor=MADE_BY)
    with pytest.raises(ScopeRefused):
        api_clients.add(NewClient(a_unit(), "Job", ["sub-goals"]), actor=MADE_BY)
    api_clients.add(NewClient(a_unit(), "Job", ["purposes"]), actor=MADE_BY)
    with pytest.raises(NameTaken):
        api_clients.add(NewClient(a_unit(), "Job", ["purposes"]), actor=MADE_BY)


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"scope": "people"}, 400, "unsupported_grant_type"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        (FORM, 401, "invalid_client"),
        ({**FORM, "client_id": "nobody", "client_secret": "x"}, 400, "invalid_client"),
        ({**FORM, "client_id": "11111111-1111-1111-1111-111111111111", "client_secret": "x"}, 400, "invalid_client"),
    ],
)
def test_a_refusal_is_in_the_words_of_the_standard(
    client: FlaskClient, form: dict[str, str], status: int, error: str
) -> None:
    answer = client.post("/api/v1/token", data=form)
    assert (answer.status_code, answer.get_json()["error"]) == (status, error)


@pytest.mark.parametrize("said", ["Basic", "Basic !!!", "Basic //8=", "Basic YQ==", "Bearer x"])
def test_a_broken_header_is_a_refusal(client: FlaskClient, said: str) -> None:
    assert client.post("/api/v1/token", data=FORM, headers={"Authorization": said}).status_code == 401
    assert client.post("/api/v1/token", json=FORM).status_code == 415


def test_too_many_refusals_shut_the_token_door_and_no_other(client: FlaskClient, clock: FrozenClock) -> None:
    outside: Outside = an_outside()
    good = {**FORM, "client_id": str(outside.client.id), "client_secret": outside.secret}
    for _time in range(PER_ADDRESS):
        client.post("/api/v1/token", data=FORM)
    assert client.post("/api/v1/token", data=good).status_code == 429
    assert client.post("/sign-in/code", data={"code": "123456789"}).status_code == 422
    clock.move(timedelta(minutes=11))
    assert client.post("/api/v1/token", data=good).status_code == 200
