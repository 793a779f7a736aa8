"""The desk shows whom one is there for and what waits, writes down each look, and tells nothing of check-ins."""

import uuid
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from companion.checkins import service as checkins
from companion.foundation import audit, intake
from companion.foundation.database import transaction
from companion.tasks import service as tasks
from tests.checkins.rated import rates
from tests.clock import FrozenClock
from tests.me.a_release import answered
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, approved, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements


def block(client: FlaskClient, name: str) -> str:
    found = by_id(client.get("/desk").text, name)
    assert found is not None
    return found.text


def looks(citizen: Somebody) -> int:
    return [line.event for line in audit.lines_about(citizen.id)].count("read.caseload")


def ask(citizen: Somebody, owner: Somebody) -> uuid.UUID:
    key = uuid.uuid4()
    tasks.ask(
        kind=tasks.CALL_ME, citizen=citizen.id, owner=owner.id, key=key, with_interpreter=True, actor=citizen.actor
    )
    return key


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    assert "Amina Haddad" in block(client, "caseload") and "20 00 00 00" in block(client, "caseload")
    assert "1 af 25" in block(client, "intro")


def test_nobody_elses_citizens_are_there(client: FlaskClient) -> None:
    responsible_for(a_citizen())
    signed_in(client, staff(name="Ida Winther"))
    html = client.get("/desk").text
    assert "Amina" not in html and "Du har ingen borgere lige nu." in html


def test_the_limit_is_shown_to_ips_consultants(client: FlaskClient) -> None:
    signed_in(client, staff("caseworker"))
    assert "af 25" not in block(client, "intro")


def test_a_look_is_written_once_a_day_for_each_citizen(client: FlaskClient, clock: FrozenClock) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    karen = responsible_for(amina)
    signed_in(client, karen)
    for _ in range(5):
        client.get("/desk")
    assert (looks(amina), looks(nora)) == (1, 0)
    clock.move(timedelta(days=1))
    signed_in(client, karen)
    client.get("/desk")
    assert looks(amina) == 2


def test_who_waits_is_shown_and_gone_when_done(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    karen = responsible_for(amina)
    key = ask(amina, karen)
    signed_in(client, karen)
    assert "vil gerne ringes op" in block(client, "waiting") and "med tolk" in block(client, "waiting")
    client.post(f"/desk/tasks/{key}/done")
    assert "Ingen venter." in block(client, "waiting")


def test_a_task_of_a_citizen_from_elsewhere_is_a_look_too(client: FlaskClient) -> None:
    amina, karen = a_citizen(), staff()
    ask(amina, karen)
    signed_in(client, karen)
    client.get("/desk")
    assert looks(amina) == 1


@pytest.mark.parametrize("key", [str(uuid.UUID(int=7)), "not-a-key"])
def test_a_task_that_is_not_there_is_not_found(client: FlaskClient, key: str) -> None:
    signed_in(client, staff())
    assert client.post(f"/desk/tasks/{key}/done").status_code == 404


def test_citizens_have_no_desk(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    assert client.get("/desk").status_code == 403


def test_staff_begin_at_their_desk(client: FlaskClient) -> None:
    signed_in(client, staff("therapist"))
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (303, "/desk")


@pytest.mark.parametrize("role", ["caseworker", "therapist", "health-coordinator", "administrator", "interpreter"])
def test_every_kind_of_staff_has_one(client: FlaskClient, role: str) -> None:
    signed_in(client, staff(role))
    assert client.get("/desk").status_code == 200


def test_a_citizen_who_is_gone_does_not_close_the_desk(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    with transaction() as session:
        session.execute(text("update person set disabled_at = '2026-11-22' where name = 'Amina Haddad'"))
    signed_in(client, karen)
    assert client.get("/desk").status_code == 200


@pytest.mark.parametrize("role", ["ips-consultant", "caseworker"])
def test_r3_a_check_in_answered_or_not_makes_no_difference(client: FlaskClient, role: str) -> None:
    """Never invited, invited, answered, opened: the employment desk is the same to the byte."""
    amina, unit = a_citizen(), a_unit()
    approved(unit)
    karen = responsible_for(amina, role)
    seen = [_bytes(client, karen)]
    checkins.invite(citizen=amina.id, instrument="who5", due_on=date(2026, 11, 22), occasion="start", actor=MADE_BY)
    seen.append(_bytes(client, karen))
    key = answered(amina, (0, 0, 0, 0, 0))
    seen.append(_bytes(client, karen))
    checkins.open_result(reading_id=key, actor=amina.actor)
    seen.append(_bytes(client, karen))
    assert len(set(seen)) == 1


def test_r3_two_citizens_who_differ_in_an_answer_look_alike(client: FlaskClient) -> None:
    answering, silent = a_citizen(name="Same Name"), a_citizen(name="Same Name")
    first, second = responsible_for(answering), responsible_for(silent)
    answered(answering)
    rates(answering, health=1)
    pages = [_bytes(client, member) for member in (first, second)]
    known = (str(one.id).encode() for one in (answering, silent))  # the address of a person's own pages
    assert len({one.replace(key, b"id") for one, key in zip(pages, known, strict=True)}) == 1


def test_a_sentence_says_that_some_things_may_be_hidden(client: FlaskClient) -> None:
    signed_in(client, staff())
    empty = block(client, "intro")
    signed_in(client, responsible_for(a_citizen()))
    hidden = "Noget kan være skjult for dig. Det er ens for alle borgere."
    assert hidden in empty and hidden in block(client, "intro")


def test_the_desk_tells_no_language_of_a_citizen(client: FlaskClient) -> None:
    signed_in(client, responsible_for(a_citizen("ar")))
    caseload = client.get("/desk").text.partition('id="caseload"')[2].partition("</section>")[0]
    assert not [one for one in elements(caseload) if one.get("lang") == "ar"] and "arab" not in caseload.lower()


def _bytes(client: FlaskClient, person: Somebody) -> bytes:
    page: bytes = signed_in(client, person).get("/desk").data
    return page.replace(intake.owner_token(person.id).encode(), b"the reader's own")
