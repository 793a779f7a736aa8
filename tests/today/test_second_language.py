"""Every citizen page, Danish beside Arabic, from the same values: the same blocks in the same order."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask, template_rendered
from flask.testing import FlaskClient

from companion.appointments import service as appointments
from companion.checkins import service as checkins
from companion.language.table import language
from companion.plan import service as plans
from companion.programmes import service as programmes
from companion.web.page import rendered
from tests.me.a_release import a_receiving_unit, answered
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in
from tests.web.markup import elements, ids, language_of, main_of

PAGES = [
    *("/", "/plan", "/appointments", "/check-in", "/check-in/result", "/course", "/me", "/me/sharing", "/me/seen"),
    *("/help", "/offline", "/sign-in", "/sign-out", "/nowhere"),
    *(f"/course/{week}" for week in range(1, 9)),
]
Made = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def made(app: Flask) -> Iterator[Made]:
    """Each page that was made: its template and its values."""
    pages: Made = []

    def remember(_app: Flask, template: str, context: dict[str, Any], **_more: object) -> None:
        pages.append((template, context))

    with template_rendered.connected_to(remember, app):
        yield pages


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    """A citizen with everything around her: contact, course, meetings, an answer, a unit to share with."""
    found = a_citizen()
    rikke = responsible_for(found, "therapist")
    assert rikke.unit is not None
    plans.start(citizen=found.id, purpose={"da": "Et arbejde, der passer"}, unit=rikke.unit, actor=MADE_BY)
    programmes.enrol(
        citizen=found.id,
        programme_id="toender-diabetes",
        starts_on=date(2026, 11, 16),
        unit=rikke.unit,
        staff=rikke.id,
        actor=MADE_BY,
    )
    a_receiving_unit()
    signed_in(client, found)
    return found


def both(app: Flask, template: str, values: dict[str, Any]) -> tuple[str, str]:
    with app.app_context():
        return rendered(template, values, language("da")), rendered(template, values, language("ar"))


def alike(app: Flask, made: Made) -> None:
    template, values = made[-1]
    danish, arabic = both(app, template, values)
    assert (language_of(danish), language_of(arabic)) == (("da", "ltr"), ("ar", "rtl"))
    assert ids(danish) == ids(arabic) and ids(main_of(danish))
    assert [one.tag for one in elements(main_of(danish), "section")] == [
        one.tag for one in elements(main_of(arabic), "section")
    ]


@pytest.mark.parametrize("address", PAGES)
def test_it_works(app: Flask, client: FlaskClient, amina: Somebody, made: Made, address: str) -> None:
    if address == "/check-in/result":
        answered(amina, (2, 2, 2, 1, 1))
    client.get(address)
    alike(app, made)


def test_one_meeting(app: Flask, client: FlaskClient, amina: Somebody, made: Made) -> None:
    (meeting, *_) = appointments.upcoming(amina.id)
    client.get(f"/appointments/{meeting.id}")
    alike(app, made)


def test_four_of_five(app: Flask, client: FlaskClient, amina: Somebody, made: Made) -> None:
    client.post("/check-in", data={"happy": "3", "calm": "3"})
    alike(app, made)


def test_values_hold_no_finished_sentence(app: Flask, client: FlaskClient, amina: Somebody, made: Made) -> None:
    """A page passes values: what is text in them is a key, a name, a number, or a text in several languages."""
    client.get("/")
    template, values = made[-1]
    danish, arabic = both(app, template, values)
    assert danish != arabic
    own = {name: value for name, value in values.items() if isinstance(value, str)}
    assert not [name for name, value in own.items() if value.endswith((".", "!", "?")) and " " in value]
    assert checkins.standing(amina.id).is_due
