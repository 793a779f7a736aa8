"""What she chooses about messages: kept, shown again, and refused in words when hours do not fit."""

from datetime import time

import pytest
from flask.testing import FlaskClient

from companion.nudges import choices
from tests.people import Somebody, a_citizen, signed_in
from tests.web.markup import by_id

FORM = {"channel": "inbox", "opens": "10:00", "closes": "18:00", "rest_from": "12:00", "rest_to": "14:00"}


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    """Amina, signed in."""
    found = a_citizen()
    signed_in(client, found)
    return found


def test_it_works(client: FlaskClient, amina: Somebody) -> None:
    said = client.post("/me/notifications", data={**FORM, "at_night": "1", "receipts": "1"})
    wishes = choices.wishes_of(amina.id)
    assert said.status_code == 303 and (wishes.channel, wishes.hours.opens, wishes.hours.rest_to) == (
        "inbox",
        time(10),
        time(14),
    )
    assert (wishes.evening, wishes.two_hours, wishes.at_night) == (False, False, True) and wishes.receipts_since
    assert '<option value="10:00" selected>' in client.get("/me/notifications").text


def test_at_first_the_phone_rings_and_nobody_sees_what_is_opened(amina: Somebody) -> None:
    wishes = choices.wishes_of(amina.id)
    assert (wishes.channel, wishes.evening, wishes.two_hours, wishes.receipts_since) == ("push", True, True, None)


@pytest.mark.parametrize(
    "form",
    [
        {"opens": "18:00", "closes": "10:00"},
        {"opens": "06:00"},
        {"closes": "22:00"},
        {"opens": "10:00", "closes": "11:00"},
        {"rest_from": "08:00", "rest_to": "19:00"},
    ],
)
def test_hours_that_do_not_fit_are_told_and_nothing_is_lost(
    client: FlaskClient, amina: Somebody, form: dict[str, str]
) -> None:
    answer = client.post("/me/notifications", data={**FORM, **form})
    assert answer.status_code == 422 and by_id(answer.text, "errors") is not None
    assert 'value="inbox" checked' in answer.text and choices.wishes_of(amina.id).channel == "push"


@pytest.mark.parametrize("form", [{"channel": "pigeon"}, {"opens": "soon"}])
def test_what_no_form_sends_is_refused(client: FlaskClient, amina: Somebody, form: dict[str, str]) -> None:
    assert client.post("/me/notifications", data={**FORM, **form}).status_code == 422


@pytest.mark.parametrize("length", ["a-week", "two-weeks", "open"])
def test_a_pause_begins_and_ends(client: FlaskClient, amina: Somebody, length: str) -> None:
    client.post("/me/notifications/pause", data={"length": length})
    assert "Beskeder er på pause" in client.get("/me/notifications").text
    client.post("/me/notifications/pause", data={"end": "1"})
    assert "Beskeder er på pause" not in client.get("/me/notifications").text


def test_a_pause_of_another_length_is_refused(client: FlaskClient, amina: Somebody) -> None:
    assert client.post("/me/notifications/pause", data={"length": "for-ever"}).status_code == 422
