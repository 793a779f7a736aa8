"""Phones with notices on: one owner an endpoint, upsert, ten at most, ended with the sign-in."""

from datetime import timedelta
from typing import Any

import pytest

from companion.accounts import sign_in
from companion.foundation import audit
from companion.foundation.crypto import KeyRings, fresh_key
from companion.foundation.errors import NotFound, Refusal
from companion.foundation.runtime import Runtime, bound
from companion.push import devices, vapid
from companion.push.devices import NoSuchService, NotYourOwnPhone, TooManyPhones
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen
from tests.push.carried import Browser, phone_of, turns_on


def events(person: Somebody) -> list[str]:
    return sorted(line.event for line in audit.lines_about(person.id) if line.event.startswith("notices"))


def test_it_works(runtime: Runtime) -> None:
    amina, browser = a_citizen(), Browser()
    made = turns_on(amina, browser)
    assert [(one.id, one.device) for one in devices.of(amina.id)] == [(made, "Android")]
    (target,) = devices.targets(amina.id)
    assert target.subscription.endpoint == browser.endpoint
    assert events(amina) == ["notices.on"]


def test_said_again_it_only_renews(runtime: Runtime) -> None:
    amina, browser = a_citizen(), Browser()
    here = phone_of(amina)
    first, again = turns_on(amina, browser, here), turns_on(amina, browser, here)
    assert first == again and len(devices.of(amina.id)) == 1 and events(amina) == ["notices.on"]


def test_a_new_address_of_the_same_phone_takes_the_old_ones_place(runtime: Runtime) -> None:
    amina = a_citizen()
    here = phone_of(amina)
    turns_on(amina, Browser(), here)
    second = turns_on(amina, Browser(), here)
    assert [one.id for one in devices.of(amina.id)] == [second]


def test_an_endpoint_has_one_owner_and_moves_at_once(runtime: Runtime) -> None:
    amina, bashir, browser = a_citizen(), a_citizen(name="Bashir Omar"), Browser()
    turns_on(amina, browser)
    turns_on(bashir, browser)
    assert not devices.of(amina.id) and len(devices.of(bashir.id)) == 1


def test_a_borrowed_phone_gets_none(runtime: Runtime) -> None:
    amina = a_citizen()
    with pytest.raises(NotYourOwnPhone):
        turns_on(amina, here=phone_of(amina, own_phone=False))


@pytest.mark.parametrize(
    "changed",
    [
        {"endpoint": "https://127.0.0.1/x"},
        {"endpoint": "https://evil.example/x"},
        {"keys": {}},
        {"key": "made-up"},
        {"key": None},
    ],
)
def test_what_is_no_subscription_is_refused(runtime: Runtime, changed: dict[str, Any]) -> None:
    amina = a_citizen()
    with pytest.raises(NoSuchService):
        devices.turn_on(told=Browser().told(**changed), here=phone_of(amina), actor=amina.actor)


def test_ten_phones_and_no_more(runtime: Runtime) -> None:
    amina = a_citizen()
    for _ in range(10):
        turns_on(amina)
    with pytest.raises(TooManyPhones):
        turns_on(amina)
    devices.turn_off(device=devices.of(amina.id)[0].id, actor=amina.actor)
    turns_on(amina)
    assert len(devices.of(amina.id)) == 10


def test_ten_thousand_addresses_of_one_phone_are_one_phone(runtime: Runtime, rings: KeyRings) -> None:
    """Somebody's script: the newest stays, none is piled up; a few here stand for all of them."""
    amina = a_citizen()
    here = phone_of(amina)
    for _ in range(devices.MOST_TRIES):
        turns_on(amina, Browser(), here)
    assert len(devices.of(amina.id)) == 1


def test_signed_out_is_off(runtime: Runtime) -> None:
    amina = a_citizen()
    here = phone_of(amina)
    turns_on(amina, here=here)
    sign_in.sign_out(sign_in_id=here.sign_in_id, actor=amina.actor)
    assert not devices.of(amina.id) and not devices.targets(amina.id)


def test_a_sign_in_that_ran_out_is_off(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    turns_on(amina)
    clock.move(timedelta(days=90))
    assert not devices.of(amina.id)


def test_somebody_elses_phone_is_not_found(runtime: Runtime) -> None:
    amina, bashir = a_citizen(), a_citizen(name="Bashir Omar")
    made = turns_on(amina)
    with pytest.raises(NotFound):
        devices.turn_off(device=made, actor=bashir.actor)
    assert devices.of(amina.id)


def test_what_has_ended_keeps_no_address(runtime: Runtime) -> None:
    amina, browser = a_citizen(), Browser()
    devices.turn_off(device=turns_on(amina, browser), actor=amina.actor)
    again = turns_on(amina, browser)
    assert [one.id for one in devices.of(amina.id)] == [again]
    assert events(amina) == ["notices.off", "notices.on", "notices.on"]


def test_a_new_key_loses_no_phone(runtime: Runtime) -> None:
    amina, browser = a_citizen(), Browser()
    made, old = turns_on(amina, browser), vapid.public_key()
    rings = {**runtime.keys.rings, "vapid": {**runtime.keys.rings["vapid"], "0a0b0c0d": a_vapid_key()}}
    turned = Runtime(runtime.config, runtime.clock, runtime.database, KeyRings(rings))
    with bound(turned):
        assert vapid.public_key() != old
        (target,) = devices.targets(amina.id)
        assert vapid.pair(target.vapid_kid).point == old  # type: ignore[union-attr]
        devices.turn_on(told=browser.told(), here=phone_of(amina), actor=amina.actor)
        (target,) = devices.targets(amina.id)
        assert (target.id, target.vapid_kid) == (made, "0a0b0c0d")


def a_vapid_key() -> bytes:
    import base64

    return base64.b64decode(next(iter(fresh_key("vapid").values())))


def test_refusals_speak_plainly() -> None:
    assert all(issubclass(one, Refusal) and one.sentence for one in (NotYourOwnPhone, NoSuchService, TooManyPhones))
