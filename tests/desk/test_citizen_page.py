"""A citizen's page: by relation only, each look written down, and nothing that her circle does not show."""

import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.accounts import service as accounts
from companion.caseload import reaching
from companion.consent import service as consent
from companion.consent.purposes import PLAN_STATUS, WHO5_INDEX
from companion.foundation import audit
from tests.appointments.made import a_meeting
from tests.caseload.test_contacting import also_there, log
from tests.caseload.test_reaching import WHY
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, a_unit, approved, responsible_for, signed_in, staff
from tests.web.markup import by_id

HIDDEN = "Noget kan være skjult for dig. Det er ens for alle borgere."


def page(client: FlaskClient, citizen: Somebody, reader: Somebody) -> str:
    """Her page as somebody reads it."""
    return str(signed_in(client, reader).get(f"/desk/{citizen.id}").text)


def block(html: str, name: str) -> str:
    """The words of one section."""
    found = by_id(html, name)
    return found.text if found else ""


def test_it_works(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    a_meeting(amina, karen, clock.now() + timedelta(days=1), visible_to="all")
    log(amina, karen)
    html = page(client, amina, karen)
    assert "Amina Haddad" in block(html, "intro") and HIDDEN in block(html, "intro")
    assert "Karen Holm" in block(html, "team") and "har ansvaret" in block(html, "team")
    assert "mandag d. 23. november" in block(html, "meetings") and "mødtes i dag" in block(html, "log")


def test_the_look_is_written_and_she_can_read_it(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    for _ in range(3):
        page(client, amina, karen)
    assert [line.event for line in audit.lines_about(amina.id)].count("read.citizen-page") == 1
    told = signed_in(client, amina).get("/me/seen").text
    assert "Din kontakt åbnede din side." in told and "Karen Holm" in told


@pytest.mark.parametrize("role", ["ips-consultant", "caseworker", "therapist", "health-coordinator"])
def test_without_a_relation_she_is_not_there(client: FlaskClient, role: str) -> None:
    amina = a_citizen()
    signed_in(client, staff(role, name="Ida Winther"))
    for path in (f"/desk/{amina.id}", f"/desk/{uuid.uuid4()}"):
        assert client.get(path).status_code == 404
    assert client.post(f"/desk/{amina.id}/contact", data={"kind": "met"}).status_code == 404
    assert not [line for line in audit.lines_about(amina.id) if line.event.startswith("read.")]


def test_24_hours_open_the_page_to_read_only(client: FlaskClient, clock: FrozenClock) -> None:
    amina, mette = a_citizen(), staff("health-coordinator", a_unit("health"))
    reaching.reach(citizen=amina.id, reason=WHY, actor=mette.actor)
    html = page(client, amina, mette)
    assert by_id(html, "log") is None and by_id(html, "doors") is None and "ét døgn" in block(html, "day-only")
    assert client.post(f"/desk/{amina.id}/contact", data={"kind": "met"}).status_code == 404
    clock.move(timedelta(hours=24))
    assert signed_in(client, mette).get(f"/desk/{amina.id}").status_code == 404


def test_only_doors_that_are_there_are_shown(client: FlaskClient) -> None:
    amina = a_citizen()
    html = page(client, amina, responsible_for(amina))
    for door in ("progress", "agreement", "unwell", "code"):
        address = f"/desk/{amina.id}/{door}"
        assert f'href="{address}"' in html and client.get(address).status_code == 200


@pytest.mark.parametrize("role", ["therapist", "health-coordinator"])
def test_a_health_role_has_no_door_to_questions_of_a_case(client: FlaskClient, role: str) -> None:
    amina = a_citizen()
    assert f"/desk/{amina.id}/agreement" not in page(client, amina, responsible_for(amina, role))


@pytest.mark.parametrize("role", ["ips-consultant", "caseworker"])
def test_r3_what_is_hidden_changes_nothing(client: FlaskClient, clock: FrozenClock, role: str) -> None:
    """A therapist, a meeting of theirs, a contact they logged, a yes to the number: the page is the same."""
    amina, unit = a_citizen(), a_unit()
    approved(unit)
    karen = also_there(amina, role)
    before = page(client, amina, karen)
    mette = also_there(amina, "therapist")
    a_meeting(amina, mette, clock.now() + timedelta(hours=5), visible_to="health")
    log(amina, mette)
    assert karen.unit is not None
    approved(karen.unit)
    consent.give(purpose=WHO5_INDEX, unit=karen.unit, language="da", text_version=1, actor=amina.actor)
    accounts.choose_language(person=amina.id, language="ar")
    assert page(client, amina, karen) == before


def test_r1_a_live_yes_to_this_unit_is_told_and_gone_when_withdrawn(client: FlaskClient) -> None:
    amina = a_citizen()
    karen, elsewhere = responsible_for(amina), staff("caseworker", a_unit(), name="Ida Winther")
    for member in (karen, elsewhere):
        assert member.unit is not None
        approved(member.unit, purpose=PLAN_STATUS)
    assert karen.unit is not None
    given = consent.give(purpose=PLAN_STATUS, unit=karen.unit, language="da", text_version=1, actor=amina.actor)
    assert "Hvor langt borgeren er i sin plan" in block(page(client, amina, karen), "allowed")
    consent.withdraw(consent_id=given, actor=amina.actor)
    assert "Her står intet." in block(page(client, amina, karen), "allowed")


def test_the_fixed_sentence_is_the_same_for_everybody(client: FlaskClient) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    for citizen, role in ((amina, "caseworker"), (nora, "therapist")):
        assert HIDDEN in page(client, citizen, responsible_for(citizen, role))
