"""A printed card and an own PIN: neither alone opens anything, five wrong PINs lock it, both can end it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from companion.accounts import cards, leaving
from companion.accounts.cards import EasyPin, WrongCard
from companion.accounts.digits import easy_to_guess
from companion.foundation import audit
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for

PIN, OTHER = "482915", "482916"


def a_card(person: Somebody, pin: str = PIN) -> str:
    return cards.make(pin=pin, actor=person.actor)


def wrong(secret: str, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(WrongCard):
            cards.use(secret=secret, pin=OTHER)


def events(person: Somebody) -> list[str]:
    return [line.event for line in audit.lines_about(person.id)]


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen()
    assert cards.use(secret=a_card(amina), pin=PIN) == amina.id


def test_a_card_works_again_and_again(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    secret = a_card(amina)
    cards.use(secret=secret, pin=PIN)
    clock.move(timedelta(days=400))
    assert cards.use(secret=secret, pin=PIN) == amina.id


def test_neither_secret_nor_pin_is_kept(runtime: Runtime) -> None:
    secret = a_card(a_citizen())
    with reading() as db:
        row = db.execute(text("select * from printed_card")).one()
    assert secret not in str(tuple(row)) and PIN not in str(tuple(row))
    assert len(secret) == 26 and len(row.pin_salt) == 16


def test_the_same_pin_of_two_people_does_not_look_the_same(runtime: Runtime) -> None:
    a_card(a_citizen())
    a_card(a_citizen(name="Nora Friis"))
    with reading() as db:
        assert db.execute(text("select count(distinct pin_hash) from printed_card")).scalar_one() == 2


@pytest.mark.parametrize("typed", ["card-{}", "CARD-{}", " {} ", "Card {}"])
def test_it_may_be_typed_as_it_comes(runtime: Runtime, typed: str) -> None:
    amina = a_citizen()
    secret = a_card(amina)
    assert cards.use(secret=typed.format(" ".join(secret).upper()), pin=PIN) == amina.id


def test_five_wrong_pins_lock_it(runtime: Runtime) -> None:
    amina = a_citizen()
    secret = a_card(amina)
    wrong(secret, times=5)
    with pytest.raises(WrongCard):
        cards.use(secret=secret, pin=PIN)
    known = cards.card_of(amina.id)
    assert known is not None and known.locked_at is not None
    assert events(amina).count("card.locked") == 1


def test_four_wrong_and_one_right_begin_anew(runtime: Runtime) -> None:
    amina = a_citizen()
    secret = a_card(amina)
    for _ in range(2):
        wrong(secret, times=4)
        assert cards.use(secret=secret, pin=PIN) == amina.id


def test_guesses_at_once_are_still_only_five(runtime: Runtime) -> None:
    amina = a_citizen()
    secret = a_card(amina)
    together([lambda: cards.use(secret=secret, pin=OTHER)] * 8)
    with reading() as db:
        row = db.execute(text("select wrong_pins, locked_at from printed_card")).one()
    assert row.wrong_pins == 5 and row.locked_at is not None
    assert events(amina).count("card.locked") == 1


def test_a_new_card_ends_the_former(runtime: Runtime) -> None:
    amina = a_citizen()
    former, newer = a_card(amina), a_card(amina)
    with pytest.raises(WrongCard):
        cards.use(secret=former, pin=PIN)
    assert cards.use(secret=newer, pin=PIN) == amina.id


def test_she_and_her_contact_can_end_it(runtime: Runtime) -> None:
    amina = a_citizen()
    for actor in (amina.actor, responsible_for(amina).actor):
        secret = a_card(amina)
        cards.end(citizen=amina.id, actor=actor)
        assert cards.card_of(amina.id) is None
        with pytest.raises(WrongCard):
            cards.use(secret=secret, pin=PIN)
    assert events(amina).count("card.ended") == 2


def test_what_is_not_there_cannot_be_ended(runtime: Runtime) -> None:
    amina = a_citizen()
    with pytest.raises(NotFound):
        cards.end(citizen=amina.id, actor=amina.actor)


def test_the_card_of_a_closed_account_opens_nothing(runtime: Runtime) -> None:
    amina = a_citizen()
    secret = a_card(amina)
    leaving.disable(person=amina.id, actor=MADE_BY)
    with pytest.raises(WrongCard):
        cards.use(secret=secret, pin=PIN)


@pytest.mark.parametrize("secret", ["", "card-", "æøå", "x" * 5000, "'; drop table person; --"])
def test_a_made_up_card_opens_nothing(runtime: Runtime, secret: str) -> None:
    a_card(a_citizen())
    with pytest.raises(WrongCard):
        cards.use(secret=secret, pin=PIN)


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "123456", "987654", "000000", "48291x", "٤٨٢٩١٥"])
def test_an_easy_pin_is_refused(runtime: Runtime, pin: str) -> None:
    with pytest.raises(EasyPin):
        a_card(a_citizen(), pin)


@given(st.integers(0, 9), st.sampled_from([-1, 0, 1]))
def test_every_run_is_easy(first: int, step: int) -> None:
    run = [first + step * place for place in range(6)]
    if all(0 <= digit <= 9 for digit in run):
        assert easy_to_guess("".join(map(str, run)))


@pytest.mark.parametrize("pin", [PIN, "135791", "112233", "101010"])
def test_others_are_not(pin: str) -> None:
    assert not easy_to_guess(pin)
