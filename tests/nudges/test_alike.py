"""Whatever a message is about, each reader's phone is sent the same: sealed, opened by another library, alike."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from companion.foundation import clock
from companion.foundation.runtime import Runtime
from companion.nudges import facts, library, reminders
from companion.nudges import service as nudges
from tests.clock import FrozenClock
from tests.nudges.made import meets, messages, told, writes
from tests.nudges.phones import Posted
from tests.people import Somebody, a_citizen, responsible_for
from tests.push.carried import Browser, turns_on

SOON = timedelta(hours=3)  # from ten in the morning: the reminder two hours before falls into the open hours


def _nudge(template: str) -> Callable[[Somebody, Somebody], None]:
    def happens(amina: Somebody, karen: Somebody) -> None:
        about = {amina.id: meets(amina, karen, clock.now() + SOON)}
        writes(karen, amina, template=template, about=about, own_words="Kom ind ad den røde dør.")

    return happens


def _change(kind: str) -> Callable[[Somebody, Somebody], None]:
    return lambda amina, karen: told(kind, amina, meets(amina, karen, clock.now() + SOON))


def _reminder(ahead: timedelta) -> Callable[[Somebody, Somebody], None]:
    def happens(amina: Somebody, karen: Somebody) -> None:
        meets(amina, karen, clock.now() + ahead)
        reminders.plan_for(amina.id)

    return happens


KINDS: Mapping[str, Callable[[Somebody, Somebody], None]] = {
    **{f"nudge {key}": _nudge(key) for key in library.templates()},
    **{kind: _change(kind.removeprefix("appointment.")) for kind in facts.TOLD},
    reminders.BUNDLE: _reminder(timedelta(days=1)),
    reminders.SHORTLY: _reminder(SOON),
}


def _sent(clock: FrozenClock, code: str, happens: Callable[[Somebody, Somebody], None]) -> list[bytes]:
    """What the phone of somebody new was sent until all of it was out."""
    amina, browser, phones = a_citizen(code), Browser(), Posted()
    turns_on(amina, browser)
    happens(amina, responsible_for(amina, "therapist"))
    for _ in range(10):
        nudges.drain(phones=phones)
        clock.move(timedelta(hours=1))
    assert any(one.sent_at for one in messages(amina))
    return [browser.opened(parcel.body) for parcel in phones.twin.parcels]


@pytest.mark.parametrize("code", ["da", "ar"])
def test_every_kind_is_sent_alike_but_for_the_id(runtime: Runtime, clock: FrozenClock, code: str) -> None:
    alike: set[bytes] = set()
    for kind, happens in KINDS.items():
        begun = clock.now()
        sent = _sent(clock, code, happens)
        assert sent, kind
        alike |= {body.replace(json.loads(body)["n"].encode(), b"id") for body in sent}
        clock.move(begun + timedelta(days=1) - clock.now())
    assert len(alike) == 1
