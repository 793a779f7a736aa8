"""Tokens nobody can guess, sessions that end, PINs nobody reads over a shoulder, and a way out that is near."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from companion.accounts import cards, codes, sign_in
from companion.accounts.records import PrintedCard
from companion.accounts.rules import METHODS, TWO_FACTORS
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.people import MADE_BY, a_citizen, signed_in, staff
from tests.web.markup import by_id, elements

PIN = "482915"
PAGES = ("/", "/plan", "/appointments", "/check-in", "/course", "/check-in/result", "/me/sharing", "/me/seen",
         "/me/agreements", "/me/export", "/me/erase", "/me/devices", "/sign-in/stronger")  # fmt: skip


def test_a_token_is_long_and_never_the_same(runtime: Runtime) -> None:
    """256 random bits, in 43 letters of base64url."""
    amina = a_citizen()
    tokens = {sign_in.sign_in(person=amina.id, own_phone=True, method="passkey") for _ in range(20)}
    assert sign_in.TOKEN_BYTES * 8 >= 128 and len(tokens) == 20 and {len(token) for token in tokens} == {43}


def test_codes_and_cards_are_never_the_same(runtime: Runtime) -> None:
    amina = a_citizen()
    secrets = {cards.make(pin=PIN, actor=amina.actor) for _ in range(5)}
    digits = {codes.make(person=amina.id, language="da", own_phone=True, actor=MADE_BY) for _ in range(5)}
    assert len(secrets) == len(digits) == 5 and cards.SECRET_BYTES * 8 >= 128


@pytest.mark.parametrize("role", ["caseworker", "therapist", "interpreter", "administrator"])
def test_staff_are_asked_again_after_a_working_day(client: FlaskClient, clock: FrozenClock, role: str) -> None:
    signed_in(client, staff(role))
    clock.move(timedelta(hours=12))
    assert client.get("/desk").status_code == 200
    clock.move(timedelta(seconds=1))
    assert client.get("/desk").status_code == 401


def test_a_shared_phone_asks_again_the_same_day(client: FlaskClient, clock: FrozenClock) -> None:
    signed_in(client, a_citizen(), own_phone=False)
    clock.move(timedelta(hours=12))
    assert client.get("/plan").status_code == 200
    clock.move(timedelta(seconds=1))
    assert client.get("/plan").status_code == 401


@pytest.mark.parametrize("method", sorted(set(METHODS) - TWO_FACTORS))
@pytest.mark.parametrize("role", ["caseworker", "therapist", "interpreter", "administrator"])
def test_staff_with_one_factor_open_no_page_of_work(client: FlaskClient, role: str, method: str) -> None:
    signed_in(client, staff(role), method=method)
    assert client.get("/desk").status_code == 403


def test_a_pin_is_not_to_be_read_over_a_shoulder(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    for address, names in (("/sign-in", ("pin",)), ("/me/devices/card", ("pin", "again"))):
        fields = [by_id(client.get(address).text, name) for name in names]
        assert [field and field.get("type") for field in fields] == ["password"] * len(names)
        assert not [field for field in fields if field and {"onpaste", "readonly"} & set(field.attributes)]


def test_a_pin_is_kept_slow_salted_and_keyed(runtime: Runtime) -> None:
    """Scrypt with 16 MiB, 8 and 5 (OWASP Password Storage Cheat Sheet), over a hash that needs our key."""
    cards.make(pin=PIN, actor=a_citizen().actor)
    with reading() as db:
        salt, kept = db.execute(select(PrintedCard.pin_salt, PrintedCard.pin_hash)).one()
    assert len(salt) * 8 >= 32 and len(kept) * 8 >= 128
    assert (cards.MEMORY_COST, cards.BLOCK_SIZE, cards.PARALLEL) == (2**14, 8, 5)


@pytest.mark.parametrize("own_phone", [True, False])
def test_the_way_out_is_near_on_every_page_of_hers(client: FlaskClient, own_phone: bool) -> None:
    """At the foot of each page on a shared phone; on her own one, behind “Me” in the bar of every page."""
    signed_in(client, a_citizen(), own_phone=own_phone)
    way = "/me" if own_phone else "/sign-out"
    for address in PAGES:
        assert way in [link.get("href") for link in elements(client.get(address).text, "a")], address
    assert 'href="/sign-out"' in client.get("/me").text


def test_the_way_out_is_near_on_pages_of_work(client: FlaskClient) -> None:
    signed_in(client, staff())
    for address in ("/desk", "/me/devices", "/sign-in/stronger"):
        assert "/sign-out" in [link.get("href") for link in elements(client.get(address).text, "a")], address


def test_after_a_change_of_keys_all_other_phones_can_be_signed_out(client: FlaskClient) -> None:
    amina = a_citizen()
    for _ in range(2):
        sign_in.sign_in(person=amina.id, own_phone=False, method="code")
    signed_in(client, amina)
    forms = [form.get("action") for form in elements(client.get("/me/devices").text, "form")]
    assert "/me/devices/end-all" in forms
