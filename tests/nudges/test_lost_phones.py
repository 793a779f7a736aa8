"""Within a day of a dead last phone somebody named is asked to call, once; and it is over by itself."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.accounts import ended, sign_in
from companion.caseload import absence, contacting
from companion.desk import contact_taps
from companion.foundation import clock as time_now
from companion.foundation.runtime import Runtime
from companion.nudges import draining, lost_phones
from companion.push import devices
from companion.tasks import service as tasks
from tests.caseload.test_contacting import also_there
from tests.clock import FrozenClock
from tests.nudges.made import meets, told, wants, writes
from tests.nudges.phones import Posted
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff
from tests.push.carried import turns_on

Pair = tuple[Somebody, Somebody]
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def pair(runtime: Runtime) -> Pair:
    """Amina with a phone, and Karen who is there for her."""
    amina = a_citizen()
    turns_on(amina)
    return amina, responsible_for(amina)


def dies(citizen: Somebody) -> None:
    """Every phone of hers is gone, as its own push service or browser says."""
    for one in devices.of(citizen.id):
        devices.gone(one.id)


def owed(member: Somebody) -> list[str]:
    """What waits for this member of staff."""
    return [one.kind for one in tasks.waiting_for(member.id, role=member.role)]


def later(clock: FrozenClock, by: timedelta = A_DAY) -> None:
    """Time passes, and the worker looks."""
    clock.move(by)
    lost_phones.look()


def test_it_works(client: FlaskClient, pair: Pair, clock: FrozenClock) -> None:
    """No message has failed, and the desk lists her with her number."""
    amina, karen = pair
    dies(amina)
    lost_phones.look()
    assert owed(karen) == []
    later(clock, 3 * AN_HOUR)
    assert owed(karen) == ["phone-gone"]
    html = signed_in(client, karen).get("/desk").text
    waiting = html.partition('id="waiting"')[2].partition("</section>")[0]
    assert "får ikke beskeder på telefonen mere. Ring i stedet." in waiting and 'href="tel:20000000"' in waiting


def test_once_a_loss(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    dies(amina)
    later(clock)
    (task,) = tasks.waiting_for(karen.id, role=karen.role)
    tasks.done(task_id=task.id, actor=karen.actor)
    for _day in range(3):
        later(clock)
        assert owed(karen) == []
    turns_on(amina)
    dies(amina)
    later(clock)
    assert owed(karen) == ["phone-gone"]


def test_a_phone_that_is_back_ends_it(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    dies(amina)
    later(clock)
    turns_on(amina)
    lost_phones.look()
    assert owed(karen) == []


def test_back_before_anybody_was_asked(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    dies(amina)
    turns_on(amina)
    later(clock)
    assert owed(karen) == []


@pytest.mark.parametrize("kind", contacting.KINDS)
def test_a_logged_contact_ends_it_and_no_answer_does_not(pair: Pair, clock: FrozenClock, kind: str) -> None:
    amina, karen = pair
    dies(amina)
    later(clock)
    contact_taps.log(citizen=amina.id, kind=kind, actor=karen.actor)
    assert owed(karen) == (["phone-gone"] if kind == contacting.NO_ANSWER else [])


def test_a_slip_of_the_finger_asks_again(client: FlaskClient, pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    dies(amina)
    later(clock)
    logged = signed_in(client, karen).post(f"/desk/{amina.id}/contact", data={"kind": "spoke"}).location
    assert owed(karen) == []
    client.post(logged, data={"next": "slip"})
    assert owed(karen) == ["phone-gone"]
    lost_phones.look()
    assert owed(karen) == ["phone-gone"]


def test_the_cover_sees_it(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    peter = staff(unit=karen.unit, name="Peter Dam")
    days = {"starts_on": time_now.today(), "back_on": time_now.today() + 5 * A_DAY}
    absence.enter(staff=karen.id, cover=peter.id, **days, actor=karen.actor)
    dies(amina)
    later(clock)
    assert owed(peter) == ["phone-gone"]


@pytest.mark.parametrize("choice", ["off", "inbox", "sign-out", "moved"])
def test_her_own_choice_asks_nobody(pair: Pair, clock: FrozenClock, choice: str) -> None:
    amina, karen = pair
    if choice == "off":
        devices.turn_off(device=devices.of(amina.id)[0].id, actor=amina.actor)
    elif choice == "inbox":
        wants(amina, "inbox")
        dies(amina)
    elif choice == "sign-out":
        sign_in.sign_out(sign_in_id=devices.of(amina.id)[0].sign_in_id, actor=amina.actor)
    else:
        clock.move(timedelta(days=91))  # the sign-in runs out
    later(clock)
    assert owed(karen) == []


def test_whoever_is_asked_already_is_not_asked_twice(pair: Pair, clock: FrozenClock) -> None:
    """The message that found it gave up, and its sender is the one who would be asked."""
    amina, karen = pair
    writes(karen, amina)
    draining.drain(phones=Posted("gone"))
    assert owed(karen) == ["unreachable"]
    later(clock)
    assert owed(karen) == ["unreachable"]


def test_a_message_to_everybody_tells_the_responsible_one(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    peter = also_there(amina, "caseworker")
    writes(peter, amina)
    draining.drain(phones=Posted("gone"))
    later(clock)
    assert owed(karen) == ["phone-gone"] and owed(peter) == ["unreachable"]


def test_what_a_hidden_message_found_is_told_to_health_alone(pair: Pair, clock: FrozenClock) -> None:
    """Employment would learn that something was sent to her that day (R3)."""
    amina, karen = pair
    other, mette = also_there(amina, "health-coordinator"), responsible_for(amina, "therapist")
    writes(other, amina)
    draining.drain(phones=Posted("gone"))
    later(clock)
    assert owed(karen) == [] and owed(other) == ["unreachable"] and owed(mette) == ["phone-gone"]


@pytest.mark.parametrize(("circle", "expected"), [("all", ["phone-gone"]), ("health", []), ("citizen", [])])
def test_news_of_a_meeting_has_the_circle_of_the_meeting(
    pair: Pair, clock: FrozenClock, circle: str, expected: list[str]
) -> None:
    amina, karen = pair
    mette = also_there(amina, "therapist")
    meeting = meets(amina, mette, time_now.now() + 9 * A_DAY, visible_to=circle)
    told("booked", amina, meeting)
    draining.drain(phones=Posted("gone"))
    later(clock)
    assert owed(karen) == expected


def test_two_phones_are_lost_as_hidden_as_the_more_hidden_one(pair: Pair, clock: FrozenClock) -> None:
    """Without the hidden message we would think that she has a phone left."""
    amina, karen = pair
    turns_on(amina)
    mette = also_there(amina, "therapist")
    writes(mette, amina)
    draining.drain(phones=Posted("gone", "accepted"))
    dies(amina)
    later(clock)
    assert owed(karen) == [] and owed(mette) == ["phone-gone"]


def test_a_health_contact_hides_what_was_logged(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    mette = also_there(amina, "therapist")
    dies(amina)
    later(clock)
    contact_taps.log(citizen=amina.id, kind="spoke", actor=mette.actor)
    assert owed(karen) == ["phone-gone"]


def test_with_nobody_responsible_it_is_asked_once_somebody_is(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    turns_on(amina)
    dies(amina)
    later(clock)
    karen = responsible_for(amina)
    later(clock)
    assert owed(karen) == ["phone-gone"]


def test_a_closed_case_asks_nobody(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    dies(amina)
    ended.end(citizen=amina.id, actor=karen.actor)
    later(clock)
    assert owed(karen) == []
