"""`/desk/reach`: by CPR or phone number and a reason, never by looking through names."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.accounts import attempts, cpr
from companion.caseload import service as caseload
from tests.caseload.test_reaching import WHY
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, signed_in, staff

NUMBER = "0101904444"


@pytest.fixture
def mette(client: FlaskClient) -> Somebody:
    """A health coordinator at her desk."""
    found = staff("health-coordinator", a_unit("health"), name="Mette Lund")
    signed_in(client, found)
    return found


def reach(client: FlaskClient, number: str, reason: str = WHY) -> TestResponse:
    return client.post("/desk/reach", data={"number": number, "reason": reason})


@pytest.mark.parametrize("number", ["20 00 00 00", "+45 20000000", "010190-4444"])
def test_it_works(client: FlaskClient, mette: Somebody, number: str) -> None:
    amina = a_citizen()
    cpr.link(person=amina.id, number=NUMBER, actor=MADE_BY)
    assert reach(client, number).location == "/desk"
    assert "Amina Haddad" in client.get("/desk").text
    assert client.get(f"/desk/{amina.id}/code").status_code == 404


def test_the_citizen_is_told_at_once(client: FlaskClient, mette: Somebody) -> None:
    amina = a_citizen("ar")
    reach(client, "20 00 00 00")
    signed_in(client, amina)
    for page in ("/", "/me/seen"):
        html = client.get(page).text
        assert WHY in html and "Mette Lund" in html and 'id="reached"' in html


@pytest.mark.parametrize("number", ["", "12", "99 99 99 99", "0101904445", "٢٠٠٠٠٠٠٠", "a" * 30])
def test_a_number_nobody_has(client: FlaskClient, mette: Somebody, number: str) -> None:
    a_citizen()
    answer = reach(client, number)
    assert answer.status_code == 422 and WHY in answer.text  # nothing typed is lost
    assert not caseload.charges_of(mette.id)


def test_a_phone_that_two_share_finds_nobody(client: FlaskClient, mette: Somebody) -> None:
    a_citizen()
    a_citizen(name="Nora Friis")
    assert reach(client, "20000000").status_code == 422


def test_numbers_are_not_tried_one_by_one(client: FlaskClient, mette: Somebody) -> None:
    answers = [reach(client, f"3000{n:04d}").status_code for n in range(attempts.PER_ADDRESS + 1)]
    assert answers[-2:] == [422, 429]


def test_without_a_reason_nothing_opens(client: FlaskClient, mette: Somebody) -> None:
    a_citizen()
    answer = reach(client, "20 00 00 00", "ja")
    assert answer.status_code == 422 and "20 00 00 00" in answer.text and not caseload.charges_of(mette.id)


@pytest.mark.parametrize("role", ["ips-consultant", "caseworker", "administrator", "interpreter"])
def test_other_roles_have_no_such_page(client: FlaskClient, role: str) -> None:
    signed_in(client, staff(role))
    assert client.get("/desk/reach").status_code == reach(client, "20 00 00 00").status_code == 403
