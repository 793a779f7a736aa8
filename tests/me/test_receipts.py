"""The citizen finds the receipt of everything that arrived from her in the last ninety days, and nobody else's."""

import uuid
from datetime import timedelta

from flask.testing import FlaskClient

from companion.foundation import intake
from tests.clock import FrozenClock
from tests.people import a_citizen, responsible_for, signed_in
from tests.phone import CALL_ME, check_in, phone_of, send


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    items = [phone_of(amina).seal(check_in()), phone_of(amina).seal(CALL_ME, kind="call-me")]
    for item, path in zip(items, ("/check-in/sealed", "/call-me/sealed"), strict=True):
        send(client, item, path)
    answer = client.get("/me/receipts")
    assert answer.headers["Companion-Keep"] == "own"
    assert all(intake.receipt(uuid.UUID(item["key"])) in answer.text for item in items)
    assert answer.text.count("data-arrival=") == 2


def test_after_ninety_days_it_is_gone(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    send(client, phone_of(amina).seal(check_in()))
    clock.move(timedelta(days=89))
    assert "data-arrival" in client.get("/me/receipts").text
    clock.move(timedelta(days=2))
    signed_in(client, amina)
    assert "data-arrival" not in client.get("/me/receipts").text


def test_nobody_sees_another_ones(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    send(client, phone_of(amina).seal(check_in()))
    signed_in(client, a_citizen(name="Nora Friis"))
    assert "data-arrival" not in client.get("/me/receipts").text
