"""A card is made by somebody we are sure of, shown once, and lets its owner in with her PIN."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.accounts import cards, codes, leaving
from companion.foundation import audit
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, signed_in, staff
from tests.web.markup import by_id, elements

PIN, OTHER = "482915", "482916"


def make(client: FlaskClient, pin: str = PIN, again: str | None = None) -> TestResponse:
    return client.post("/me/devices/card", data={"pin": pin, "again": pin if again is None else again})


def by_card(client: FlaskClient, card: str, pin: str = PIN, **more: str) -> TestResponse:
    return client.post("/sign-in/card", data={"card": card, "pin": pin, **more})


def by_code(client: FlaskClient, person: Somebody, *, by_phone: bool) -> FlaskClient:
    digits = codes.make(person=person.id, language="da", own_phone=True, by_phone=by_phone, actor=staff().actor)
    client.post("/sign-in/code", data={"code": digits})
    return client


def a_card(person: Somebody) -> str:
    return cards.make(pin=PIN, actor=person.actor)


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen()
    html = make(signed_in(client, amina)).text
    letters = [one.text for one in elements(html, "p") if one.get("data-letters") is not None]
    client.post("/sign-out")
    answer = by_card(client, letters[0])
    assert (answer.status_code, answer.location) == (303, "/")
    assert [line.purpose for line in audit.lines_about(amina.id) if line.event == "signed-in"].count("card") == 1
    assert client.get("/me").status_code == 200


def test_the_paper_has_a_drawing_and_is_shown_once(client: FlaskClient) -> None:
    amina = a_citizen()
    answer = make(signed_in(client, amina))
    assert "<svg" in answer.text and answer.headers["Cache-Control"] == "no-store"
    assert amina.id.hex not in answer.text and PIN not in answer.text
    assert "<svg width" not in client.get("/me/devices/card").text


def test_the_phone_is_shared_unless_she_says_her_own(client: FlaskClient) -> None:
    secret = a_card(a_citizen())
    by_card(client, secret)
    assert "Du låner eller deler den." in client.get("/me").text
    by_card(client, secret, phone="own")
    assert "Det er din egen." in client.get("/me").text


def test_a_card_alone_is_not_two_factors(client: FlaskClient) -> None:
    by_card(client, a_card(a_citizen()))
    answer = client.get("/me/devices/card")
    assert answer.status_code == 403 and "/sign-in/stronger" in answer.text


@pytest.mark.parametrize(("by_phone", "status"), [(False, 200), (True, 403)])
def test_a_code_makes_a_card_only_when_handed_over(client: FlaskClient, by_phone: bool, status: int) -> None:
    by_code(client, a_citizen(), by_phone=by_phone)
    assert client.get("/me/devices/card").status_code == status
    assert make(client).status_code == status


def test_a_code_read_out_later_does_not_borrow_the_earlier_one(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    by_code(client, amina, by_phone=False)
    clock.move(timedelta(minutes=1))
    by_code(client, amina, by_phone=True)
    assert make(client).status_code == 403


@pytest.mark.parametrize(
    ("pin", "again", "at"), [("123456", "123456", "pin"), ("4829", "4829", "pin"), (PIN, OTHER, "again")]
)
def test_a_pin_that_will_not_do_is_told_at_its_field(client: FlaskClient, pin: str, again: str, at: str) -> None:
    amina = a_citizen()
    answer = make(signed_in(client, amina), pin, again)
    assert answer.status_code == 422 and by_id(answer.text, f"{at}-error") is not None
    assert cards.card_of(amina.id) is None


def test_a_pin_in_arabic_digits_is_the_same_pin(client: FlaskClient) -> None:
    secret = a_card(a_citizen())
    assert by_card(client, secret, "٤٨٢٩١٥").status_code == 303


def test_a_wrong_pin_and_an_unknown_card_look_alike(client: FlaskClient) -> None:
    secret, closed = a_card(a_citizen()), a_citizen()
    gone = a_card(closed)
    leaving.disable(person=closed.id, actor=MADE_BY)
    pages = set()
    for card, pin in ((secret, OTHER), ("a" * 26, PIN), (gone, PIN)):
        answer = by_card(client, card, pin)
        assert answer.status_code == 422
        pages.add(answer.text.replace(card, "…"))
    assert len(pages) == 1 and "Kortet og pinkoden passer ikke." in pages.pop()


@pytest.mark.parametrize("pin", ["", "48291", "4829155", "abcdef"])
def test_a_slip_of_the_pin_costs_nothing(client: FlaskClient, pin: str) -> None:
    secret = a_card(a_citizen())
    answer = [by_card(client, secret, pin) for _ in range(6)][-1]
    assert answer.status_code == 422 and "En pinkode har seks tal." in answer.text
    assert by_card(client, secret).status_code == 303


def test_wrong_cards_count_as_attempts(client: FlaskClient) -> None:
    for _ in range(20):
        by_card(client, "a" * 26)
    assert by_card(client, a_card(a_citizen())).status_code == 429


def test_nothing_typed_is_lost_but_the_pin(client: FlaskClient) -> None:
    html = by_card(client, "card-abc", OTHER, phone="own").text
    card, pin = by_id(html, "card"), by_id(html, "pin")
    assert card is not None and card.get("value") == "card-abc"
    assert pin is not None and pin.get("value") is None
    assert [one.get("value") for one in elements(html, "input") if "checked" in one.attributes] == ["own"]


def test_switching_language_tries_nothing(client: FlaskClient) -> None:
    secret = a_card(a_citizen())
    html = by_card(client, secret, "", _language="ar").text
    card = by_id(html, "card")
    assert card is not None and card.get("value") == secret
    assert by_card(client, secret).status_code == 303


def test_she_ends_it_herself_even_without_two_factors(client: FlaskClient) -> None:
    amina = a_citizen()
    by_card(client, a_card(amina))
    answer = client.post("/me/devices/card/end")
    assert (answer.status_code, answer.location) == (303, "/me/devices")
    assert cards.card_of(amina.id) is None
    assert client.post("/me/devices/card/end").status_code == 404


def test_nobody_ends_somebody_elses(client: FlaskClient) -> None:
    amina = a_citizen()
    a_card(amina)
    signed_in(client, a_citizen(name="Nora Friis"))
    assert client.post("/me/devices/card/end").status_code == 404
    assert cards.card_of(amina.id) is not None


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_card_is_for_citizens(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)("/me/devices/card").status_code == 401
    signed_in(client, staff())
    assert getattr(client, method)("/me/devices/card").status_code == 403
