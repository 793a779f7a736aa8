"""Units: named in several languages, dated, and never ended under somebody's feet."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from companion.accounts import roll, units, vocabularies
from companion.accounts import service as accounts
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.people import MADE_BY, signed_in, staff

NEW = {"kind": "health", "name_da": "Sundhedshuset", "name_ar": "بيت الصحة", "phone": "72 00 00 10"}
NEW |= {"valid_from": "2027-01-01"}


def test_it_works(client: FlaskClient, clock: FrozenClock) -> None:
    ole = signed_in(client, staff("administrator"))
    assert ole.post("/admin/units", data=NEW).status_code == 303
    assert "Sundhedshuset" in ole.get("/admin/units").text and "Ikke i brug i dag" in ole.get("/admin/units").text
    assert "health" not in {one.kind for one in accounts.units_today()}
    clock.move(timedelta(days=40))
    (found,) = accounts.units_of_kind("health")
    assert found.name == {"da": "Sundhedshuset", "ar": "بيت الصحة"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name_da": " "}, "dansk navn"),
        ({"name_da": "x" * 121}, "dansk navn"),
        ({"phone": ""}, "telefonnummer"),
        ({"kind": "casino"}, "fra listen"),
        ({"valid_from": "31/12"}, "Vælg en dag"),
    ],
)
def test_a_wrong_unit_is_told_and_nothing_is_lost(client: FlaskClient, wrong: dict[str, str], said: str) -> None:
    answer = signed_in(client, staff("administrator")).post("/admin/units", data={**NEW, **wrong})
    assert answer.status_code == 422 and said in answer.text and "بيت الصحة" in answer.text


def test_a_kind_of_its_own_comes_from_the_vocabulary(client: FlaskClient) -> None:
    ole = staff("administrator")
    vocabularies.add(
        vocabulary="unit-kind", code="youth", name={"da": "Unge"}, valid_from=date(2026, 1, 1), actor=ole.actor
    )
    answer = signed_in(client, ole).post("/admin/units", data={**NEW, "kind": "youth", "valid_from": "2026-11-01"})
    assert answer.status_code == 303 and [one.name["da"] for one in accounts.units_of_kind("youth")] == [
        "Sundhedshuset"
    ]


def test_a_unit_with_people_in_it_cannot_end(client: FlaskClient) -> None:
    ole, karen = staff("administrator"), staff("caseworker")
    browser, last = signed_in(client, ole), {"valid_to": "2026-11-22"}
    units.rename(unit_id=karen.unit, name={"da": "Job"}, phone="1", actor=ole.actor)  # type: ignore[arg-type] # she has one
    assert browser.post(f"/admin/units/{karen.unit}/end", data=last).status_code == 422  # it began that day
    answer = browser.post(f"/admin/units/{karen.unit}/end", data={"valid_to": "2026-11-23"})
    assert answer.status_code == 409 and "stadig medarbejdere" in answer.text
    roll.end_role(person=karen.id, role="caseworker", actor=MADE_BY)
    assert browser.post(f"/admin/units/{karen.unit}/end", data={"valid_to": "2026-11-23"}).status_code == 303


def test_another_name_and_number(client: FlaskClient) -> None:
    ole = staff("administrator")
    answer = signed_in(client, ole).post(
        f"/admin/units/{ole.unit}", data={"name_da": "Jobhuset", "phone": "70 10 10 10"}
    )
    assert answer.status_code == 303 and ole.unit is not None
    assert (accounts.unit(ole.unit).name, accounts.unit(ole.unit).phone) == ({"da": "Jobhuset"}, "70 10 10 10")


def test_the_list_is_paged(client: FlaskClient, runtime: Runtime) -> None:
    for number in range(units.PAGE + 1):
        accounts.add_unit(kind="employment", name={"da": f"Enhed {number}"}, phone="1")
    ole = signed_in(client, staff("administrator"))
    assert "after=50" in ole.get("/admin/units").text and ole.get("/admin/units?after=x").status_code == 200
    assert "Forrige side" in ole.get("/admin/units?after=50").text
