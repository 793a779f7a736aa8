"""The list of the day: in order of time, nobody else's, and kept on nobody's phone that did not ask for it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.caseload import contacting
from companion.foundation import audit
from tests.appointments.made import a_meeting
from tests.caseload.test_contacting import log
from tests.clock import FrozenClock
from tests.desk.test_caseload import joins
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import elements, without_word_links

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
MIDNIGHT = 1795388400000  # ms: 23 November 2026, 0.00 in Denmark


def keep(client: FlaskClient, wanted: str = "yes") -> int:
    """She asks for it, or no longer."""
    return client.post("/desk/today/keep", data={"keep": wanted}).status_code


def header(client: FlaskClient) -> str | None:
    """Who may keep the list."""
    return client.get("/desk/today").headers["Companion-Keep"]


def stops(client: FlaskClient) -> list[str]:
    """The lines of the day."""
    html = without_word_links(client.get("/desk/today").text)
    return [one.text for one in elements(html, "li") if one.get("data-stop") is not None]


def test_it_works(client: FlaskClient, clock: FrozenClock) -> None:
    karen = staff()
    amina, bo, carl = (joins(karen, name) for name in ("Amina", "Bo", "Carl"))
    a_meeting(bo, karen, clock.now() + 4 * AN_HOUR, visible_to="all")
    a_meeting(amina, karen, clock.now() + 2 * AN_HOUR, form="walk", place=None, visible_to="all")
    contacting.plan_next(contact_id=log(carl, karen), on=clock.now().date(), actor=karen.actor)
    first, second, third = stops(signed_in(client, karen))
    assert "12.00" in first and "Amina" in first and "I vælger stedet sammen." in first
    assert "14.00" in second and "Sundhedscentret, indgang B" in second and "20 00 00 00" in second
    assert "Carl" in third and "Du ville tage kontakt i dag." in third


def test_tomorrow_and_others_are_not_on_it(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    a_meeting(amina, karen, clock.now() + A_DAY)
    contacting.plan_next(contact_id=log(amina, karen), on=clock.now().date() + A_DAY, actor=karen.actor)
    stranger = a_citizen(name="Nora Friis")
    a_meeting(stranger, karen, clock.now() + AN_HOUR)
    assert stops(signed_in(client, karen)) == []


def test_a_call_that_was_missed_stays_until_it_is_made(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    contacting.plan_next(contact_id=log(amina, karen), on=clock.now().date(), actor=karen.actor)
    clock.move(3 * A_DAY)
    assert len(stops(signed_in(client, karen))) == 1
    log(amina, karen, contacting.NO_ANSWER)
    assert stops(client) == []


def test_the_look_is_written_down(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    a_meeting(amina, karen, clock.now() + AN_HOUR)
    signed_in(client, karen).get("/desk/today")
    assert "read.day-list" in [line.event for line in audit.lines_about(amina.id)]


def test_an_own_phone_keeps_it_only_when_asked_and_until_midnight(client: FlaskClient) -> None:
    signed_in(client, staff())
    assert header(client) == "never"
    assert keep(client) == 303 and header(client) == "day"
    answer = client.get("/desk/today")
    assert answer.headers["Companion-Until"] == str(MIDNIGHT) and "til midnat" in answer.text
    assert keep(client, "no") == 303 and header(client) == "never"


def test_a_shared_phone_never_keeps_it(client: FlaskClient) -> None:
    karen = staff()
    keep(signed_in(client, karen))
    signed_in(client, karen, own_phone=False)
    assert header(client) == "never" and "Companion-Until" not in client.get("/desk/today").headers
    assert keep(client) == 409 and keep(client, "no") == 303


@pytest.mark.parametrize("path", ["/desk", "/desk/catalogue"])
def test_no_other_page_of_the_desk_is_kept(client: FlaskClient, path: str) -> None:
    keep(signed_in(client, staff()))
    assert client.get(path).headers["Companion-Keep"] == "never"


def test_a_citizen_has_none(client: FlaskClient) -> None:
    amina: Somebody = a_citizen()
    signed_in(client, amina)
    assert client.get("/desk/today").status_code == keep(client) == 403
