"""In with the municipality's single sign-on: two factors, and the units and roles it names today."""

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.accounts import claimed_roles, outside
from companion.accounts import service as accounts
from companion.accounts.active import role_today
from companion.accounts.contacts import contacts
from companion.accounts.oidc_faults import NoAccess
from companion.foundation.runtime import Runtime
from tests.accounts.enrolled import by_code
from tests.accounts.oidc_provider import REDIRECTS, TWO_STEPS, Provider
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, staff

AWAY, BACK = f"{REDIRECTS}/staff", f"{REDIRECTS}/staff/back"


def peter_with_an_account(provider: Provider) -> Somebody:
    peter = staff("caseworker", name="Peter Dam")
    outside.link(person=peter.id, issuer=provider.issuer, subject="them", actor=MADE_BY)
    return peter


def named(unit: uuid.UUID | None, *roles: str) -> dict[str, Any]:
    return {"amr": ["pwd", TWO_STEPS], "roles": list(roles), "units": [str(unit)]}


def enter(visitor: FlaskClient, provider: Provider, **claims: Any) -> TestResponse:
    address = visitor.post(AWAY).headers["Refresh"].removeprefix("0; url=")
    return visitor.get(BACK, query_string=provider.authorize(address, **claims))


def test_it_works(visitor: FlaskClient, provider: Provider) -> None:
    peter = peter_with_an_account(provider)
    assert enter(visitor, provider, **named(peter.unit, "caseworker")).status_code == 303
    assert visitor.get("/desk").status_code == 200


@pytest.mark.parametrize("claims", [{"amr": ["pwd"]}, {"amr": None}, {"amr": {"mfa": 1}}, {"amr": 7, "acr": "1"}])
def test_one_factor_is_not_enough(visitor: FlaskClient, provider: Provider, claims: dict[str, Any]) -> None:
    peter = peter_with_an_account(provider)
    assert enter(visitor, provider, **{**named(peter.unit, "caseworker"), **claims}).status_code == 403
    assert role_today(peter.id) == "caseworker"


@pytest.mark.parametrize("claims", [{}, {"roles": []}, {"roles": ["chief"]}, {"roles": None}, {"units": []}])
def test_no_claim_means_no_access(visitor: FlaskClient, provider: Provider, claims: dict[str, Any]) -> None:
    peter = peter_with_an_account(provider)
    whole = {"amr": [TWO_STEPS]} if not claims else {**named(peter.unit, "caseworker"), **claims}
    assert enter(visitor, provider, **whole).status_code == 403
    assert role_today(peter.id) is None


def test_a_new_role_keeps_phone_and_hours(runtime: Runtime) -> None:
    peter, elsewhere = staff("caseworker"), a_unit("health")
    claimed_roles.follow(person=peter.id, roles="therapist", units=str(elsewhere))
    (contact,) = contacts([peter.id]).values()
    assert (contact.role, contact.unit_id, contact.phone) == ("therapist", elsewhere, "72 00 00 01")
    assert role_today(peter.id) == "therapist"


def test_a_unit_is_known_by_its_name_too(runtime: Runtime) -> None:
    peter = staff("caseworker")
    claimed_roles.follow(person=peter.id, roles=["caseworker"], units=["Ukendt", "Jobafdelingen"])
    assert [contact.unit_id for contact in contacts([peter.id]).values()] == [accounts.units_today()[0].id]


def test_moving_to_another_unit_ends_the_role_in_the_first(runtime: Runtime) -> None:
    peter, elsewhere = staff("caseworker"), a_unit()
    claimed_roles.follow(person=peter.id, roles=["caseworker"], units=[str(elsewhere)])
    assert [contact.unit_id for contact in contacts([peter.id]).values()] == [elsewhere]


@pytest.mark.parametrize("role", ["citizen", "interpreter"])
def test_what_no_claim_can_give(runtime: Runtime, role: str) -> None:
    peter = staff("caseworker")
    with pytest.raises(NoAccess):
        claimed_roles.follow(person=peter.id, roles=[role], units=[str(peter.unit)])


def test_a_stranger_to_us(visitor: FlaskClient, provider: Provider) -> None:
    assert enter(visitor, provider, **named(a_unit(), "administrator")).status_code == 403


def test_after_a_code_in_person_the_account_becomes_theirs(visitor: FlaskClient, provider: Provider) -> None:
    peter = staff("caseworker")
    visitor.set_cookie("companion", by_code(peter))
    assert enter(visitor, provider, **named(peter.unit, "caseworker")).status_code == 303
    assert outside.find(provider.issuer, "them") == peter.id


def test_a_citizen_gets_no_work_account(visitor: FlaskClient, provider: Provider) -> None:
    visitor.set_cookie("companion", by_code(a_citizen()))
    assert enter(visitor, provider, **named(a_unit(), "administrator")).status_code == 403
    assert outside.find(provider.issuer, "them") is None
