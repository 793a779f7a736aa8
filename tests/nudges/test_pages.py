"""The citizen's inbox: read, answered with one tap, put off, never again; and why it came, in plain words."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from companion.caseload import service as caseload
from companion.nudges import choices, history, inbox
from companion.nudges.anchors import Plan
from companion.tasks import service as tasks
from tests.clock import FrozenClock
from tests.nudges.made import drains, meets, message, wants, writes
from tests.people import Somebody, a_citizen, responsible_for, signed_in
from tests.web.markup import by_id

THURSDAY = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)


@pytest.fixture
def karen(client: FlaskClient) -> Somebody:
    """Karen, who is there for Amina; Amina is signed in and reads Arabic."""
    amina = a_citizen("ar")
    found = responsible_for(amina)
    signed_in(client, amina)
    return found


def amina_of(karen: Somebody) -> Somebody:
    return Somebody(caseload.charges_of(karen.id)[0].citizen_id, "citizen")


def a_message(karen: Somebody, **said: object) -> uuid.UUID:
    (key,) = writes(karen, amina_of(karen), **said)  # type: ignore[arg-type] # a test's draft
    drains()
    return key


def test_it_works(client: FlaskClient, karen: Somebody) -> None:
    key = a_message(karen, own_words="Du er velkommen.")
    page = client.get("/messages").text
    card = by_id(page, f"m-{key}")
    assert card is not None and "أفكّر فيك اليوم" in card.text and "Karen Holm" in card.text
    assert '<blockquote lang="da" dir="ltr">Du er velkommen.</blockquote>' in page


def test_an_empty_inbox_says_so(client: FlaskClient, karen: Somebody) -> None:
    assert by_id(client.get("/messages").text, "none") is not None


def test_what_waits_is_not_there_yet(client: FlaskClient, karen: Somebody) -> None:
    choices.begin_hard_day(actor=amina_of(karen).actor)
    key = a_message(karen)
    assert by_id(client.get("/messages").text, f"m-{key}") is None


@pytest.mark.parametrize("answer", ["yes", "not-today"])
def test_a_tap_answers_and_the_sender_sees_it(client: FlaskClient, karen: Somebody, answer: str) -> None:
    key = a_message(karen)
    said = client.post(f"/messages/{key}/reply", data={"answer": answer})
    assert (said.status_code, said.headers["Location"]) == (303, f"/messages#m-{key}")
    (told,) = history.of(citizen=amina_of(karen).id, name="Karen Holm", actor=karen.actor)
    assert told.reply == answer and not tasks.waiting_for(karen.id)


def test_call_me_is_the_same_wish_as_on_today(client: FlaskClient, karen: Somebody) -> None:
    key = a_message(karen)
    for _twice in range(2):
        client.post(f"/messages/{key}/reply", data={"answer": "call"})
    (task,) = tasks.waiting_for(karen.id)
    assert (task.kind, task.about, task.with_interpreter) == ("call-me", None, True)


def test_move_it_asks_whoever_holds_the_meeting(client: FlaskClient, karen: Somebody) -> None:
    meeting = meets(amina_of(karen), karen, THURSDAY)
    key = a_message(karen, template="does-it-still-fit", about={amina_of(karen).id: meeting})
    client.post(f"/messages/{key}/reply", data={"answer": "move"})
    (task,) = tasks.waiting_for(karen.id)
    assert (task.kind, task.about) == ("other-time", meeting)


def test_remind_me_later_comes_back_through_the_gate(client: FlaskClient, karen: Somebody, clock: FrozenClock) -> None:
    key = a_message(karen)
    client.post(f"/messages/{key}/later", data={"until": "two-hours"})
    assert by_id(client.get("/messages").text, "none") is not None
    clock.move(timedelta(hours=3))
    assert not drains().notices  # one a day also counts for what she asked for again
    clock.move(timedelta(days=1))
    assert len(drains().notices) == 1
    assert len(history.of(citizen=amina_of(karen).id, name="", actor=karen.actor)) == 1


@pytest.mark.parametrize(("which", "kept"), [("sender", "sender_id"), ("type", "topic")])
def test_stop_is_one_tap_away(client: FlaskClient, karen: Somebody, which: str, kept: str) -> None:
    key = a_message(karen)
    assert client.post(f"/messages/{key}/stop", data={"which": which}).headers["Location"].endswith("#stops")
    (stop,) = choices.stops_of(amina_of(karen).id)
    assert getattr(stop, kept) is not None
    client.post(f"/me/notifications/stops/{stop.id}/end")
    assert not choices.stops_of(amina_of(karen).id)


def test_why_did_i_get_this_shows_the_stored_decision(client: FlaskClient, karen: Somebody) -> None:
    client.post("/language", data={"_language": "da"})
    key = a_message(karen)
    card = by_id(client.get("/messages").text, f"m-{key}")
    assert card is not None
    assert "Beskeden kom i de tider, du har valgt." in card.text and "Denne uge var det nummer 1." in card.text


def test_somebody_elses_message_is_not_there(client: FlaskClient, karen: Somebody) -> None:
    nora = a_citizen(name="Nora Berg")
    (key,) = writes(responsible_for(nora), nora)
    drains()
    for door, form in (("reply", {"answer": "yes"}), ("later", {"until": "tomorrow"}), ("stop", {"which": "type"})):
        assert client.post(f"/messages/{key}/{door}", data=form).status_code == 404
        assert client.post(f"/messages/{uuid.uuid4()}/{door}", data=form).status_code == 404


@pytest.mark.parametrize(("door", "form"), [("reply", {"answer": "<x>"}), ("later", {}), ("stop", {"which": "all"})])
def test_a_tap_that_is_none_is_refused(client: FlaskClient, karen: Somebody, door: str, form: dict[str, str]) -> None:
    key = a_message(karen)
    assert client.post(f"/messages/{key}/{door}", data=form).status_code == 422
    assert message(key).reply is None


def test_older_messages_are_a_page_away(client: FlaskClient, karen: Somebody, clock: FrozenClock) -> None:
    amina = amina_of(karen)
    wants(amina, "inbox", evening=False, two_hours=False)
    for _week in range(inbox.PAGE + 1):
        writes(karen, amina, plan=Plan(clock.now()))
        drains()
        clock.move(timedelta(days=3))
    found, older = inbox.page_of(amina.id)
    assert len(found) == inbox.PAGE and older is not None
    assert len(inbox.page_of(amina.id, before=older)[0]) == 1
    assert client.get("/messages?before=nonsense").status_code == 200


def test_opened_is_told_only_if_she_switched_it_on(client: FlaskClient, karen: Somebody, clock: FrozenClock) -> None:
    amina = amina_of(karen)
    a_message(karen)
    client.get("/messages")
    assert [one.opened for one in history.of(citizen=amina.id, name="", actor=karen.actor)] == [False]
    clock.move(timedelta(days=1))
    wants(amina, receipts=True)
    a_message(karen)
    client.get("/messages")
    assert [one.opened for one in history.of(citizen=amina.id, name="", actor=karen.actor)] == [True, False]


def test_today_counts_what_is_new_and_rests_on_a_hard_day(client: FlaskClient, karen: Somebody) -> None:
    a_message(karen)
    assert by_id(client.get("/").text, "messages") is not None
    assert client.post("/me/notifications/hard-day", data={"begin": "1"}).headers["Location"] == "/"
    page = client.get("/").text
    assert by_id(page, "messages") is None and by_id(page, "week") is None
    assert page.count('href="tel:') == 1 and by_id(page, "better") is not None
    client.post("/me/notifications/hard-day", data={"end": "1"})
    assert by_id(client.get("/").text, "messages") is not None
