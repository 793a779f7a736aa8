"""A phone is signed in by a token that only it holds; signing out ends it at once, on the server too."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from companion.accounts import sign_in
from companion.foundation import audit
from companion.foundation import runtime as runtimes
from companion.foundation.crypto import KeyRings
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.people import a_citizen

MADE_UP = "x" * 43


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen("ar")
    found = sign_in.who(sign_in.sign_in(person=amina.id, own_phone=True, method="passkey"))
    assert found is not None
    assert (found.person_id, found.role, found.language, found.own_phone) == (amina.id, "citizen", "ar", True)
    assert found.actor.person_id == amina.id


@pytest.mark.parametrize("token", ["", MADE_UP, "æøå", "a" * 10_000, "'; drop table person; --"])
def test_a_made_up_token_is_nobody(runtime: Runtime, token: str) -> None:
    assert sign_in.who(token) is None


def test_the_token_is_stored_nowhere(runtime: Runtime) -> None:
    token = sign_in.sign_in(person=a_citizen().id, own_phone=True, method="passkey")
    with reading() as db:
        kept = db.execute(text("select token_hash from sign_in")).scalar_one()
    assert len(token) >= 43 and token not in kept


def test_the_hash_alone_opens_nothing(runtime: Runtime) -> None:
    sign_in.sign_in(person=a_citizen().id, own_phone=True, method="passkey")
    with reading() as db:
        kept = db.execute(text("select token_hash from sign_in")).scalar_one()
    assert sign_in.who(kept) is None


def test_another_installations_keys_know_nobody(runtime: Runtime, rings: KeyRings) -> None:
    token = sign_in.sign_in(person=a_citizen().id, own_phone=True, method="passkey")
    other = KeyRings({**rings.rings, "pepper": {"aaaaaaaa": b"p" * 32}})
    with runtimes.bound(replace(runtime, keys=other)):
        assert sign_in.who(token) is None


def test_signing_out_ends_this_phone_only(runtime: Runtime) -> None:
    amina = a_citizen()
    here, there = (sign_in.sign_in(person=amina.id, own_phone=True, method="passkey") for _ in range(2))
    found = sign_in.who(here)
    assert found is not None
    sign_in.sign_out(sign_in_id=found.sign_in_id, actor=found.actor)
    assert sign_in.who(here) is None
    assert sign_in.who(there) is not None


def test_a_phone_stays_signed_in_for_90_days(runtime: Runtime, clock: FrozenClock) -> None:
    token = sign_in.sign_in(person=a_citizen().id, own_phone=True, method="passkey")
    clock.move(timedelta(days=90, seconds=-1))
    assert sign_in.who(token) is not None
    clock.move(timedelta(seconds=1))
    assert sign_in.who(token) is None


def test_a_disabled_person_is_out_at_the_next_request(runtime: Runtime) -> None:
    amina = a_citizen()
    token = sign_in.sign_in(person=amina.id, own_phone=True, method="passkey")
    with transaction() as session:
        session.execute(text("update person set disabled_at = :now"), {"now": "2026-11-22 09:00:00"})
    assert sign_in.who(token) is None


def test_both_are_written_down(runtime: Runtime) -> None:
    amina = a_citizen()
    found = sign_in.who(sign_in.sign_in(person=amina.id, own_phone=True, method="passkey"))
    assert found is not None
    sign_in.sign_out(sign_in_id=found.sign_in_id, actor=found.actor)
    assert {line.event for line in audit.lines_about(amina.id)} == {"signed-in", "signed-out"}


@pytest.mark.parametrize("key", ["", "nobody", "citizen-course"])
def test_no_persona_outside_a_demo(runtime: Runtime, key: str) -> None:
    a_citizen()
    with pytest.raises(NotFound):
        sign_in.persona(key)
