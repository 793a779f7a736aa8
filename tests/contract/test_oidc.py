"""The doors to another system's sign-in, against a provider that somebody else wrote (oidc-provider-mock)."""

from collections.abc import Iterator
from dataclasses import replace

import httpx2
import pytest
from flask.testing import FlaskClient
from oidc_provider_mock import User, run_server_in_thread
from werkzeug.test import TestResponse

from companion.accounts import cpr, oidc_discovery, outside
from companion.app import create_app
from companion.foundation.clock import SystemClock
from companion.foundation.config_oidc import CitizenDoor, StaffDoor
from companion.foundation.runtime import Runtime, bound
from tests.people import MADE_BY, a_citizen, staff

NUMBER, LEVEL = "0101904444", "substantial"
AMINA = User(sub="amina", claims={"cpr": NUMBER, "acr": LEVEL})
STRANGER = User(sub="stranger", claims={"cpr": "0202904444", "acr": LEVEL})


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Somebody else's provider on this machine."""
    with run_server_in_thread(user_claims=(AMINA, STRANGER), require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def visitor(runtime: Runtime, issuer: str) -> Iterator[FlaskClient]:
    """A browser at an installation whose doors lead there; tokens are stamped with this machine's own time."""
    oidc_discovery.forget()
    ours = {"issuer": issuer, "client_id": "companion", "client_secret": "secret"}
    doors = {
        "oidc_citizen": CitizenDoor(**ours, cpr_claim="cpr", acr_values=LEVEL),
        "oidc_staff": StaffDoor(**ours, units_claim="units", roles_claim="roles", mfa_values="mfa"),
    }
    ground = replace(runtime, config=runtime.config.model_copy(update=doors), clock=SystemClock())
    with bound(ground):
        made = create_app(ground.config, ground=ground).test_client()
        made.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        yield made


def back_from(visitor: FlaskClient, door: str, **said: str) -> TestResponse:
    address = visitor.post(f"/sign-in/oidc/{door}").headers["Refresh"].removeprefix("0; url=")
    answer = httpx2.post(address, data=said)
    assert answer.status_code == 302, answer.text
    return visitor.get(answer.headers["location"].partition("localhost:8000")[2])


def test_a_citizen_comes_in(visitor: FlaskClient) -> None:
    cpr.link(person=a_citizen().id, number=NUMBER, actor=MADE_BY)
    assert back_from(visitor, "citizen", sub="amina").location == "/"
    assert visitor.get("/plan").status_code == 200


def test_a_stranger_does_not(visitor: FlaskClient) -> None:
    assert back_from(visitor, "citizen", sub="stranger").status_code == 403


def test_she_says_no_over_there(visitor: FlaskClient) -> None:
    assert back_from(visitor, "citizen", sub="amina", action="deny").status_code == 403


def test_staff_come_in_with_two_factors_and_a_role(visitor: FlaskClient, issuer: str) -> None:
    peter = staff("caseworker")
    outside.link(person=peter.id, issuer=issuer, subject="peter", actor=MADE_BY)
    claims = {"amr": ["pwd", "mfa"], "roles": ["caseworker"], "units": [str(peter.unit)]}
    httpx2.put(f"{issuer}/users/peter", json=claims).raise_for_status()
    assert back_from(visitor, "staff", sub="peter").status_code == 303
    assert visitor.get("/desk").status_code == 200
