"""Whose last phone went by itself: never her own choice, never a sign-in that ran out, and always in time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from companion.accounts import sign_in
from companion.foundation.database import new_id, transaction
from companion.foundation.runtime import Runtime
from companion.push import devices, losses, service
from companion.push.gateway import Result
from companion.push.records import PushDevice
from companion.push.rules import next_look
from tests.clock import FrozenClock
from tests.foundation.explained import plan_of
from tests.people import Somebody, a_citizen
from tests.push.carried import Browser, Recording, notice, phone_of, turns_on

AN_HOUR = timedelta(hours=1)
DANISH = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def amina(runtime: Runtime) -> Somebody:
    """A citizen with no phone yet."""
    return a_citizen()


def test_it_works(amina: Somebody, clock: FrozenClock) -> None:
    first, second = turns_on(amina), turns_on(amina)
    devices.gone(first)
    assert losses.of(amina.id) is None
    clock.move(AN_HOUR)
    devices.gone(second)
    lost = losses.of(amina.id)
    assert lost is not None and (lost.device, lost.at, list(lost.found_by)) == (second, clock.now(), [])
    turns_on(amina)
    assert losses.of(amina.id) is None


def test_a_phone_that_says_it_is_silent_is_lost_too(amina: Somebody) -> None:
    here = phone_of(amina)
    turns_on(amina, here=here)
    devices.fell_silent(sign_in_id=here.sign_in_id, actor=amina.actor)
    assert losses.of(amina.id) is not None


def test_her_own_choice_is_no_loss(amina: Somebody, clock: FrozenClock) -> None:
    devices.gone(turns_on(amina))
    clock.move(AN_HOUR)
    devices.turn_off(device=turns_on(amina), actor=amina.actor)
    assert losses.of(amina.id) is None


def test_a_sign_in_that_ran_out_is_no_loss(amina: Somebody, clock: FrozenClock) -> None:
    """Another phone died long before: that one was not her last."""
    devices.gone(turns_on(amina))
    clock.move(AN_HOUR)
    turns_on(amina)
    clock.move(timedelta(days=91))
    assert not devices.of(amina.id) and losses.of(amina.id) is None


def test_signing_out_of_the_last_phone_is_no_loss(amina: Somebody, clock: FrozenClock) -> None:
    devices.gone(turns_on(amina))
    here = phone_of(amina)
    turns_on(amina, here=here)
    clock.move(AN_HOUR)
    sign_in.sign_out(sign_in_id=here.sign_in_id, actor=amina.actor)
    assert losses.of(amina.id) is None


def test_a_loss_names_what_found_it(amina: Somebody) -> None:
    turns_on(amina), turns_on(amina)
    sent = notice(amina)
    service.send(sent, by=Recording([Result("gone", "http-410"), Result("accepted", "http-201")]).channels)
    devices.gone(devices.of(amina.id)[0].id)
    lost = losses.of(amina.id)
    assert lost is not None and list(lost.found_by) == [sent.delivery_id]


def test_a_phone_that_was_turned_on_again_since_does_not_count_twice(amina: Somebody, clock: FrozenClock) -> None:
    here = phone_of(amina)
    turns_on(amina, here=here)
    service.send(notice(amina), by=Recording([Result("gone", "http-404")]).channels)
    clock.move(AN_HOUR)
    turns_on(amina, Browser(), here)
    devices.fell_silent(sign_in_id=here.sign_in_id, actor=amina.actor)
    lost = losses.of(amina.id)
    assert lost is not None and not lost.found_by


def test_it_is_due_at_the_next_hour_for_everybody(amina: Somebody, clock: FrozenClock) -> None:
    devices.gone(turns_on(amina))
    assert losses.due(9) == []
    clock.move(3 * AN_HOUR)  # 13 o'clock in Denmark
    assert losses.due(9) == [amina.id]
    losses.looked(amina.id)
    assert losses.due(9) == []


@given(st.timedeltas(timedelta(), timedelta(days=730)))
def test_nobody_waits_a_day(later: timedelta) -> None:
    """Both clock changes of two years are in it."""
    moment = datetime(2026, 1, 1, tzinfo=UTC) + later
    due = next_look(moment.astimezone(DANISH))
    assert timedelta() < due.astimezone(UTC) - moment <= timedelta(hours=19)
    assert (due.astimezone(DANISH).hour, due.minute) in ((7, 0), (13, 0))


def test_the_due_query_runs_on_its_index(amina: Somebody, runtime: Runtime) -> None:
    now = runtime.clock.now()
    usual = {"person_id": amina.id, "vapid_kid": "0a0b0c0d", "made_at": now, "renewed_at": now, "sign_in_id": new_id()}
    with transaction() as session:
        rows = [{**usual, "id": new_id(), "look_due": now if one % 50 == 0 else None} for one in range(3000)]
        session.execute(insert(PushDevice), rows)
    plan = plan_of(runtime, losses._DUE, now=now, most=9)
    assert "ix_push_device_look_due" in plan and "Seq Scan" not in plan, plan
