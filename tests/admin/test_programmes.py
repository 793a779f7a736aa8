"""An administrator switches a programme off: nobody new begins it, whoever is in it goes on."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from companion.foundation.audit import AuditLine
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.programmes import service as programmes
from companion.programmes import switched
from tests.interpreting.a_talk import a_phone
from tests.people import MADE_BY, Somebody, signed_in, staff
from tests.programmes.in_a_group import MONDAY, a_leader, somebody
from tests.programmes.test_staff_pages import COURSE, enrols, owners
from tests.programmes.test_status_notes import relate

SWITCH = f"/admin/programmes/{COURSE}"


@pytest.fixture
def ole(client: FlaskClient) -> FlaskClient:
    return signed_in(client, staff("administrator"))


@pytest.fixture
def rikke() -> Somebody:
    return a_leader("Rikke Storm")


@pytest.fixture
def desk(app: Flask, rikke: Somebody) -> FlaskClient:
    """Rikke's browser."""
    return signed_in(a_phone(app), rikke)


def begins(desk: FlaskClient, rikke: Somebody, name: str) -> tuple[Somebody, int]:
    """Rikke has somebody begin the course."""
    citizen, mette = somebody(name), staff("health-coordinator")
    relate(citizen, rikke)
    form = {"programme": COURSE, "starts_on": MONDAY.isoformat(), **owners(rikke, mette)}
    return citizen, enrols(desk, citizen, **form)[0]


def test_it_works(ole: FlaskClient, desk: FlaskClient, rikke: Somebody) -> None:
    amina, answered = begins(desk, rikke, "Amina Haddad")
    assert answered == 303 and offered_at(desk, amina) == (True, True)
    assert ole.post(f"{SWITCH}/off").status_code == 303 and "Slået fra for nye" in ole.get("/admin/programmes").text
    selam, answered = begins(desk, rikke, "Selam Tesfay")
    assert answered == 404 and offered_at(desk, selam) == (False, False)
    assert programmes.course(amina.id) is not None
    assert ole.post(f"{SWITCH}/on").status_code == 303
    assert begins(desk, rikke, "Nour Ali")[1] == 303


def offered_at(desk: FlaskClient, citizen: Somebody) -> tuple[bool, ...]:
    """Whether it can be chosen for her, and for a new group."""
    pages = (f"/desk/{citizen.id}/programmes", "/desk/groups")
    return tuple(f'value="{COURSE}"' in desk.get(page).text for page in pages)


def test_no_other_way_begins_it_either(ole: FlaskClient, rikke: Somebody) -> None:
    ole.post(f"{SWITCH}/off")
    citizen = somebody("Amina Haddad")
    assert rikke.unit is not None
    with pytest.raises(NotFound):
        programmes.enrol(
            citizen=citizen.id,
            programme_id=COURSE,
            starts_on=MONDAY,
            unit=rikke.unit,
            staff=rikke.id,
            actor=rikke.actor,
        )


def test_what_was_done_is_written_down(ole: FlaskClient) -> None:
    ole.post(f"{SWITCH}/off")
    ole.post(f"{SWITCH}/on")
    with reading() as db:
        events = db.scalars(select(AuditLine.event).where(AuditLine.event.startswith("programme.switched"))).all()
    assert sorted(events) == ["programme.switched-off", "programme.switched-on"] and switched.is_on(COURSE)


@pytest.mark.parametrize("name", ["no-such", "..", "Toender"])
def test_what_is_no_programme_is_not_there(ole: FlaskClient, name: str) -> None:
    assert ole.post(f"/admin/programmes/{name}/off").status_code == 404
    with pytest.raises(NotFound):
        switched.switch(name, on=False, actor=MADE_BY)


def test_nobody_else_switches(client: FlaskClient) -> None:
    for role in ("caseworker", "health-coordinator", "translator"):
        assert signed_in(client, staff(role)).post(f"{SWITCH}/off").status_code in (403, 404)
    assert switched.is_on(COURSE)
