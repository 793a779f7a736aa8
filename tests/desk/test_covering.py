"""Cover for a colleague: the covered caseload with what waits there, apart from the own limit, and over on its day."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from companion.caseload import absence, contacting
from companion.caseload import service as caseload
from companion.caseload.rules import CASELOAD_LIMIT
from companion.foundation import audit
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.nudges import follow_along, inbox
from tests.appointments.made import a_meeting
from tests.caseload.test_contacting import log
from tests.clock import FrozenClock
from tests.desk.test_caseload import joins
from tests.desk.test_day import stops
from tests.nudges.made import drains, writes
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import elements

TODAY, BACK = date(2026, 11, 22), date(2026, 11, 30)
AN_HOUR = timedelta(hours=1)
Three = tuple[Somebody, Somebody, Somebody]


@pytest.fixture
def covered(runtime: Runtime) -> Three:
    """Amina, Karen, who is responsible for her and away for a week, and Ida, who covers."""
    amina = a_citizen()
    karen, ida = responsible_for(amina), staff(name="Ida Winther")
    absence.enter(staff=karen.id, cover=ida.id, starts_on=TODAY, back_on=BACK, actor=karen.actor)
    return amina, karen, ida


def section(client: FlaskClient, reader: Somebody) -> str:
    """What the desk says of the one colleague who is covered for."""
    html = signed_in(client, reader).get("/desk").text
    return " ".join(one.text for one in elements(html, "section") if one.get("data-covered") is not None)


def test_it_works(client: FlaskClient, clock: FrozenClock, covered: Three) -> None:
    amina, karen, ida = covered
    contacting.plan_next(contact_id=log(amina, karen), on=TODAY + timedelta(days=2), actor=karen.actor)
    a_meeting(amina, karen, clock.now() + timedelta(days=1), visible_to="all")
    told = section(client, ida)
    assert "Du dækker for Karen Holm" in told and "Tilbage mandag d. 30. november." in told
    assert "Amina Haddad" in told and "20 00 00 00" in told and "mandag d. 23. november" in told
    assert "Kontakt igen tirsdag d. 24. november" in told
    assert [line.event for line in audit.lines_about(amina.id)].count("read.caseload") == 1


def test_answers_and_contacts_that_are_due_wait_for_the_cover(client: FlaskClient, covered: Three) -> None:
    amina, karen, ida = covered
    (key,) = writes(karen, amina)
    drains()
    inbox.reply(message_id=key, answer="move", language="da", actor=amina.actor)
    follow_along.begin(citizen=amina.id, kind="job", starts_on=date(2026, 11, 24), actor=karen.actor)
    told = section(client, ida)
    assert "Amina Haddad : Flyt det" in told and "Nyt job, før den første dag" in told
    due = follow_along.due_for(karen.id, role=karen.role)[0]
    assert client.post(f"/desk/contacts/{due.id}/done").status_code == 303
    assert "før den første dag" not in section(client, ida)


def test_who_does_not_cover_keeps_no_contact_of_others(covered: Three, clock: FrozenClock) -> None:
    amina, karen, ida = covered
    follow_along.begin(citizen=amina.id, kind="job", starts_on=date(2026, 11, 24), actor=karen.actor)
    due = follow_along.due_for(karen.id, role=karen.role)[0]
    with pytest.raises(NotFound):
        follow_along.keep(contact_id=due.id, actor=staff().actor)
    clock.move(timedelta(days=8))
    with pytest.raises(NotFound):
        follow_along.keep(contact_id=due.id, actor=ida.actor)
    follow_along.keep(contact_id=due.id, actor=karen.actor)


def test_the_day_of_the_cover_has_what_the_colleague_would_have_done(
    client: FlaskClient, clock: FrozenClock, covered: Three
) -> None:
    amina, karen, ida = covered
    bo = joins(ida, "Bo")
    a_meeting(bo, ida, clock.now() + 3 * AN_HOUR, visible_to="all")
    a_meeting(amina, karen, clock.now() + 2 * AN_HOUR, visible_to="all")
    contacting.plan_next(contact_id=log(amina, karen), on=TODAY, actor=karen.actor)
    first, second, third = stops(signed_in(client, ida))
    assert "Amina" in first and "Du dækker for Karen Holm" in first and "Bo" in second
    assert "Der var aftalt kontakt i dag." in third and "Mødtes" not in third


def test_r3_the_cover_is_no_participant_of_a_hidden_meeting(
    client: FlaskClient, clock: FrozenClock, covered: Three
) -> None:
    """Karen holds a meeting whose circle her role does not see; Ida, of the same role, does not hold it."""
    amina, karen, ida = covered
    before = section(client, ida), stops(client)
    a_meeting(amina, karen, clock.now() + 2 * AN_HOUR, visible_to="health")
    assert (section(client, ida), stops(client)) == before
    assert len(stops(signed_in(client, karen))) == 1


def test_it_is_over_on_its_day_and_nothing_of_it_stays(client: FlaskClient, clock: FrozenClock, covered: Three) -> None:
    amina, karen, ida = covered
    contacting.plan_next(contact_id=log(amina, karen), on=TODAY, actor=karen.actor)
    assert section(client, ida) and stops(client)
    clock.move(timedelta(days=8))
    assert not section(client, ida) and not stops(client)
    assert "Amina" not in client.get("/desk").text


def test_it_is_over_at_once_when_she_is_back_early(client: FlaskClient, covered: Three) -> None:
    _amina, karen, ida = covered
    (leave,) = absence.ahead([karen.id])[karen.id]
    absence.end(absence_id=leave.id, staff=karen.id, actor=karen.actor)
    assert not section(client, ida)


def test_a_full_caseload_covers_too_and_the_number_stays(client: FlaskClient, covered: Three) -> None:
    _amina, _karen, ida = covered
    for number in range(CASELOAD_LIMIT):
        joins(ida, f"Borger {number:02d}")
    html = signed_in(client, ida).get("/desk").text
    assert "25 af 25" in html and section(client, ida) and len(caseload.charges_of(ida.id)) == CASELOAD_LIMIT


def test_the_pages_of_covered_citizens_stay_shut(client: FlaskClient, covered: Three) -> None:
    amina, _karen, ida = covered
    html = signed_in(client, ida).get("/desk").text
    assert f"/desk/{amina.id}" not in html and client.get(f"/desk/{amina.id}").status_code == 404
