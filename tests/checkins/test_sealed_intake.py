"""What the phone is told when it sends a sealed check-in: kept, known, or why not; nothing is ever lost."""

import json
import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.checkins import service as checkins
from companion.foundation import intake
from tests.clock import FrozenClock
from tests.people import a_citizen, signed_in, staff
from tests.phone import check_in, of_kid, phone_of, send, tampered
from tests.web.markup import by_id

JSON = "application/json"


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    signed_in(client, amina)
    item = phone_of(amina).seal(check_in(language="ar"))
    answer = send(client, item)
    key = uuid.UUID(item["key"])
    assert (answer.status_code, answer.json) == (201, {"key": item["key"], "receipt": intake.receipt(key)})
    assert checkins.reading(key, amina.id).index == 60


def test_a_replay_is_answered_alike(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    item = phone_of(amina).seal(check_in())
    first = send(client, item)
    clock.move(timedelta(days=40))
    again = send(client, item)
    assert (again.status_code, again.json) == (200, first.json)
    assert len(checkins.history(amina.id)) == 1


def test_other_content_under_the_same_key_is_a_conflict(client: FlaskClient) -> None:
    amina, key = a_citizen(), str(uuid.uuid4())
    signed_in(client, amina)
    send(client, phone_of(amina).seal(check_in(), key=key))
    answer = send(client, phone_of(amina).seal(check_in(answers=[0] * 5), key=key))
    assert (answer.status_code, answer.json and answer.json["error"]) == (409, "OtherAnswer")
    assert [one.raw for one in checkins.history(amina.id)] == [15]


def test_the_next_person_on_this_phone_cannot_send_it(client: FlaskClient) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    item = phone_of(amina).seal(check_in())
    signed_in(client, nora)
    assert send(client, item).status_code == 403
    signed_in(client, amina)
    assert send(client, item).status_code == 201


def test_an_item_waits_for_an_expired_session(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    item = phone_of(amina).seal(check_in())
    clock.move(timedelta(days=90))
    refused = send(client, item)
    assert (refused.status_code, refused.mimetype) == (401, JSON)
    signed_in(client, amina)
    assert send(client, item).status_code == 201


@pytest.mark.parametrize("field", ["ct", "iv", "epk"])
def test_a_tampered_item_is_refused(client: FlaskClient, field: str) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    answer = send(client, tampered(phone_of(amina).seal(check_in()), field))
    assert (answer.status_code, answer.mimetype) == (422, JSON)
    assert not checkins.history(amina.id)


def test_what_no_phone_of_ours_sends_is_refused(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    phone = phone_of(amina)
    item = phone.seal(check_in())
    poison = [
        of_kid(phone, "0badc0de").seal(check_in()),
        phone.seal(check_in(), kind="call-me"),
        {**item, "kind": "call-me"},
        {**item, "schema_version": 9},
        {**item, "schema_version": [1]},
        {**item, "key": "no key"},
        [item],
        "item",
    ]
    assert [send(client, one).status_code for one in poison] == [422] * len(poison)
    assert not checkins.history(amina.id)


@pytest.mark.parametrize("chosen", [[5, 4, 3, 2], [5, 4, 3, 2, 6], [5, 4, 3, 2, True], [5, 4, 3, 2, 1, 0], "five"])
def test_no_score_without_five_answers(client: FlaskClient, chosen: object) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    assert send(client, phone_of(amina).seal(check_in(answers=chosen))).status_code == 422
    assert not checkins.history(amina.id)


def test_a_forged_result_is_ignored(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    send(client, phone_of(amina).seal(check_in(answers=[1, 1, 1, 1, 1], raw=25, index=100)))
    shown = by_id(client.get("/check-in/result").text, "own-result")
    assert shown is not None and "20" in shown.text and "100." not in shown.text.replace("af 100", "")


def test_a_body_that_is_not_json_is_refused(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    body = json.dumps(phone_of(amina).seal(check_in()))
    assert client.post("/check-in/sealed", data=body, content_type="text/plain").status_code == 415
    assert client.post("/check-in/sealed", data=body[:-5], content_type=JSON).status_code == 422


def test_staff_answer_for_nobody(client: FlaskClient) -> None:
    signed_in(client, staff("therapist"))
    assert send(client, phone_of(a_citizen()).seal(check_in())).status_code == 403


def test_arriving_is_not_opening(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    send(client, phone_of(amina).seal(check_in()))
    for address in ("/", "/me", "/check-in", "/me/sharing"):
        client.get(address)
    assert checkins.standing(amina.id).has_unopened
    client.get("/check-in/result")
    assert not checkins.standing(amina.id).has_unopened
