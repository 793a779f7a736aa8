"""“Call me” from the page or from a phone that had no connection; “done” from the desk."""

import uuid

import pytest
from flask.testing import FlaskClient

from companion.tasks import service as tasks
from tests.people import a_citizen, responsible_for, signed_in, staff
from tests.phone import CALL_ME, check_in, phone_of, send, tampered

SEALED = "/call-me/sealed"


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    karen = responsible_for(amina)
    signed_in(client, amina)
    answer = client.post("/call-me", data={"key": str(uuid.uuid4()), "with_interpreter": "1", "next": "/#responsible"})
    assert (answer.status_code, answer.location) == (303, "/#responsible")
    assert [one.with_interpreter for one in tasks.waiting_for(karen.id)] == [True]


def test_a_sealed_request_arrives_once(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, amina)
    item = phone_of(amina).seal(CALL_ME, kind="call-me")
    answers = [send(client, item, SEALED) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert {answer.json["key"] for answer in answers if answer.json} == {item["key"]}
    assert len(tasks.waiting_for(karen.id)) == 1


def test_the_same_form_sent_twice_is_one_request(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, amina)
    key = str(uuid.uuid4())
    for _ in range(2):
        assert client.post("/call-me", data={"key": key}).status_code == 303
    assert len(tasks.waiting_for(karen.id)) == 1


def test_another_tap_is_the_same_wish_until_somebody_has_called(client: FlaskClient) -> None:
    """An interpreter beside it is another wish; done, she may ask again."""
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, amina)
    for interpreter in ("", "1", "", "1"):
        client.post("/call-me", data={"key": str(uuid.uuid4()), "with_interpreter": interpreter})
    assert send(client, phone_of(amina).seal(CALL_ME, kind="call-me"), SEALED).status_code == 200
    assert sorted(one.with_interpreter for one in tasks.waiting_for(karen.id)) == [False, True]
    for one in tasks.waiting_for(karen.id):
        tasks.done(task_id=one.id, actor=karen.actor)
    client.post("/call-me", data={"key": str(uuid.uuid4())})
    assert len(tasks.waiting_for(karen.id)) == 1


@pytest.mark.parametrize("key", ["", "nonsense", "1"])
def test_a_form_without_a_key_still_asks(client: FlaskClient, key: str) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, amina)
    assert client.post("/call-me", data={"key": key}).status_code == 303
    assert len(tasks.waiting_for(karen.id)) == 1


@pytest.mark.parametrize("wish", [False, None, 1, "true", "yes"])
def test_an_interpreter_is_asked_for_by_a_true_alone(client: FlaskClient, wish: object) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, amina)
    send(client, phone_of(amina).seal({**CALL_ME, "with_interpreter": wish}, kind="call-me"), SEALED)
    assert [one.with_interpreter for one in tasks.waiting_for(karen.id)] == [False]


def test_a_citizen_without_a_contact_is_told_another_way(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    assert client.post("/call-me", data={"key": str(uuid.uuid4())}).status_code == 409
    answer = send(client, phone_of(amina).seal(CALL_ME, kind="call-me"), SEALED)
    assert (answer.status_code, answer.json and answer.json["error"]) == (409, "NobodyToCall")


def test_what_cannot_be_opened_is_refused(client: FlaskClient) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    karen = responsible_for(amina)
    signed_in(client, amina)
    mine = phone_of(amina).seal(CALL_ME, kind="call-me")
    refused = [
        send(client, phone_of(nora).seal(CALL_ME, kind="call-me"), SEALED).status_code,
        send(client, tampered(mine, "ct"), SEALED).status_code,
        send(client, phone_of(amina).seal(check_in()), SEALED).status_code,
        client.post(SEALED, data="text").status_code,
    ]
    assert refused == [403, 422, 422, 415]
    assert not tasks.waiting_for(karen.id)


def test_somebody_elses_key_is_a_conflict(client: FlaskClient) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    karen, peter = responsible_for(amina), responsible_for(nora)
    key = str(uuid.uuid4())
    for person, status in ((amina, 303), (nora, 409)):
        signed_in(client, person)
        assert client.post("/call-me", data={"key": key}).status_code == status
    assert (len(tasks.waiting_for(karen.id)), len(tasks.waiting_for(peter.id))) == (1, 0)


def test_the_contact_says_that_it_is_done(client: FlaskClient) -> None:
    amina, key = a_citizen(), uuid.uuid4()
    karen = responsible_for(amina)
    tasks.ask(kind=tasks.CALL_ME, citizen=amina.id, owner=karen.id, key=key, actor=amina.actor)
    signed_in(client, karen)
    assert client.post(f"/desk/tasks/{key}/done").location == "/desk"
    assert not tasks.waiting_for(karen.id)


def test_nobody_else_can_say_so(client: FlaskClient) -> None:
    amina, key = a_citizen(), uuid.uuid4()
    karen = responsible_for(amina)
    tasks.ask(kind=tasks.CALL_ME, citizen=amina.id, owner=karen.id, key=key, actor=amina.actor)
    for person, status in ((staff(name="Ida Winther"), 404), (amina, 403)):
        signed_in(client, person)
        assert client.post(f"/desk/tasks/{key}/done").status_code == status
    assert len(tasks.waiting_for(karen.id)) == 1


def test_staff_ask_for_no_call(client: FlaskClient) -> None:
    signed_in(client, staff())
    assert client.post("/call-me", data={"key": str(uuid.uuid4())}).status_code == 403
