"""`/appointments/talk`: she takes a time or asks for one, the same before and after any answer, without JavaScript."""

import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.appointments import service, talk_times
from companion.checkins import service as checkins
from companion.checkins.service import Talk
from companion.foundation import clock as clocks
from companion.tasks import service as tasks
from tests.appointments.made import THURSDAY, a_meeting
from tests.me.a_release import answered
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements, main_of

HERE = "/appointments/talk"


def offers(karen: Somebody, amina: Somebody) -> None:
    moments = [THURSDAY, THURSDAY + timedelta(hours=2)]
    talk_times.offer(citizen=amina.id, moments=moments, form="phone", actor=karen.actor)


def screened(amina: Somebody, lone: Somebody) -> None:
    talk = Talk({"da": "En samtale med en psykolog"}, lone.id)
    checkins.invite(
        citizen=amina.id, instrument="who5", due_on=clocks.today(), occasion="start", talk=talk, actor=MADE_BY
    )


def fields(html: str) -> list[tuple[str | None, str | None]]:
    return [(one.get("name"), one.get("value")) for one in elements(main_of(html), "input") if one.get("name") != "key"]


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    offers(responsible_for(amina), amina)
    html = signed_in(client, amina).get(HERE).text
    named = [value for name, value in fields(html) if name == "slot"]
    (tick,) = [one for one in elements(html, "input") if one.get("name") == "with_interpreter"]
    assert len(named) == 2 and tick.get("checked") is not None and html.count("button main") == 1
    answer = client.post(f"{HERE}/time", data={"slot": named[0], "with_interpreter": "1"})
    (meeting,) = service.upcoming(amina.id)
    assert answer.location == f"/appointments/{meeting.id}#meeting"
    assert (meeting.interpreter_language, meeting.answer, meeting.form) == ("ar", "yes", "phone")


def test_a_look_at_the_danish_page_takes_no_interpreter_away(client: FlaskClient) -> None:
    """One tap to Danish and the page still offers her own language, ticked as on her own page."""
    amina = a_citizen("ar")
    offers(responsible_for(amina), amina)
    signed_in(client, amina).post("/language", data={"_language": "da"})
    html = client.get(HERE).text
    (tick,) = [one for one in elements(html, "input") if one.get("name") == "with_interpreter"]
    assert "العربية" in main_of(html) and tick.get("checked") is not None
    slot = next(value for name, value in fields(html) if name == "slot")
    client.post(f"{HERE}/time", data={"slot": slot, "with_interpreter": "1"})
    assert [one.interpreter_language for one in service.upcoming(amina.id)] == ["ar"]


def test_where_none_is_offered_she_asks_and_then_waits(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    karen = responsible_for(amina)
    signed_in(client, amina)
    assert by_id(client.get(HERE).text, "ask") and by_id(client.get(HERE).text, "times") is None
    for _ in range(2):
        assert client.post(HERE, data={"key": str(uuid.uuid4()), "with_interpreter": "1"}).location == HERE
    (wish,) = tasks.waiting_for(karen.id)
    assert (wish.kind, wish.with_interpreter) == (tasks.TALK_TIME, True)
    assert by_id(client.get(HERE).text, "asked") and by_id(client.get(HERE).text, "ask") is None
    offers(karen, amina)
    assert by_id(client.get(HERE).text, "times")


def test_who_reads_danish_is_asked_about_no_interpreter(client: FlaskClient) -> None:
    amina = a_citizen()
    responsible_for(amina)
    assert "with_interpreter" not in [name for name, _value in fields(signed_in(client, amina).get(HERE).text)]


@pytest.mark.parametrize("given", [(0, 0, 0, 0, 0), (5, 5, 5, 5, 5)])
def test_no_answer_changes_a_letter_of_it(client: FlaskClient, given: tuple[int, ...]) -> None:
    amina, lone = a_citizen(), staff("therapist", name="Lone Bech")
    responsible_for(amina)
    screened(amina, lone)
    signed_in(client, amina)
    before = main_of(client.get(HERE).text)
    assert "Lone Bech" in before
    answered(amina, given)
    key = fields_key(before), fields_key(after := main_of(client.get(HERE).text))
    assert before.replace(key[0], "") == after.replace(key[1], "")


def fields_key(html: str) -> str:
    (found,) = [one.get("value") or "" for one in elements(html, "input") if one.get("name") == "key"]
    return found


def test_whoever_holds_the_talk_is_asked_and_cannot_tell_where_it_comes_from(client: FlaskClient) -> None:
    """With an invitation behind it or without: the same task."""
    lone = staff("therapist", name="Lone Bech")
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    screened(amina, lone)
    karen = responsible_for(nora)
    for person in (amina, nora):
        signed_in(client, person).post(HERE)
    (one,), (other,) = tasks.waiting_for(lone.id, role="therapist"), tasks.waiting_for(karen.id)
    assert (one.kind, one.about, one.with_interpreter) == (other.kind, other.about, other.with_interpreter)


def test_with_nobody_at_all_the_gap_is_told(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    html = client.get(HERE).text
    assert "Det er vores fejl" in html and "/help" in [link.get("href") for link in elements(html, "a")]
    assert client.post(HERE).status_code == 409


@pytest.mark.parametrize(("slot", "status"), [("", 422), ("x", 422), ("f56b7bfd-d7f8-4367-aefa-bbe27bbf3bab", 404)])
def test_a_time_that_never_was(client: FlaskClient, slot: str, status: int) -> None:
    signed_in(client, a_citizen())
    assert client.post(f"{HERE}/time", data={"slot": slot}).status_code == status


def test_a_time_that_is_gone_is_told_where_the_others_stand(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    offers(karen, amina)
    first, second = talk_times.to_choose(amina.id)
    a_meeting(a_citizen(name="Nora Friis"), karen, THURSDAY)
    answer = signed_in(client, amina).post(f"{HERE}/time", data={"slot": str(first.id)})
    told = by_id(answer.text, "gone")
    assert answer.status_code == 409 and told is not None and "Tiden er ikke ledig mere" in told.text
    assert str(second.id) in answer.text and not service.upcoming(amina.id)


def test_her_meetings_lead_there_and_say_that_times_wait(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, amina)
    assert HERE in [link.get("href") for link in elements(client.get("/appointments").text, "a")]
    assert by_id(client.get("/appointments").text, "times-wait") is None
    offers(karen, amina)
    told = by_id(client.get("/appointments").text, "times-wait")
    assert told is not None and "Vælg en tid" in told.text
