"""Times for a talk: the receiver offers up to five, the citizen takes one, and it becomes her meeting."""

from datetime import timedelta

import pytest

from companion.appointments import service as appointments
from companion.concerns import answering, service, talks
from companion.concerns.known import KnownSlot, slots
from companion.concerns.talks import Talk
from companion.foundation import clock as time
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.concerns.worried import a_coordinator, worries
from tests.people import Somebody, a_citizen, responsible_for


def offered(hanne: Somebody, amina: Somebody, *hours: int, with_interpreter: bool = True) -> list[KnownSlot]:
    """A worry of hers, and times in so many hours."""
    concern = worries(amina)
    offers(hanne, concern, *hours, with_interpreter=with_interpreter)
    return list(slots(concern))


def offers(hanne: Somebody, concern: object, *hours: int, with_interpreter: bool = True) -> None:
    starts = [time.now() + timedelta(hours=number) for number in hours]
    talk = Talk(starts, "phone", with_interpreter)
    answering.reply(concern_id=concern, said=None, talk=talk, actor=hanne.actor)  # type: ignore[arg-type]


def test_it_works(runtime: Runtime) -> None:
    amina, hanne = a_citizen("ar"), a_coordinator()
    first, *_rest = offered(hanne, amina, 24, 48)
    [concern] = service.of(amina.id)
    meeting = talks.choose(concern_id=concern.id, slot_id=first.id, actor=amina.actor)
    booked = appointments.one(meeting, amina.id)
    assert (booked.owner_id, booked.visible_to, booked.form) == (hanne.id, "health", "phone")
    assert (booked.interpreter_language, booked.interpreter_state) == ("ar", "asked")
    assert talks.choose(concern_id=concern.id, slot_id=first.id, actor=amina.actor) == meeting
    assert service.own(concern.id, amina.id).state == "talk_chosen"


def test_the_second_time_is_gone_when_one_is_taken(runtime: Runtime) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    first, second = offered(hanne, amina, 24, 48)
    [concern] = service.of(amina.id)
    talks.choose(concern_id=concern.id, slot_id=first.id, actor=amina.actor)
    with pytest.raises(talks.TimeGone):
        talks.choose(concern_id=concern.id, slot_id=second.id, actor=amina.actor)
    with pytest.raises(talks.TimeGone):
        offers(hanne, concern.id, 72)


def test_a_time_that_has_passed_is_gone(runtime: Runtime, clock: FrozenClock) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    [first] = offered(hanne, amina, 1)
    clock.move(timedelta(hours=2))
    with pytest.raises(talks.TimeGone):
        talks.choose(concern_id=service.of(amina.id)[0].id, slot_id=first.id, actor=amina.actor)


def test_new_times_take_the_place_of_the_former(runtime: Runtime) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    [former] = offered(hanne, amina, 24)
    [concern] = service.of(amina.id)
    offers(hanne, concern.id, 30, 31)
    assert len(slots(concern.id)) == 2
    with pytest.raises(talks.TimeGone):
        talks.choose(concern_id=concern.id, slot_id=former.id, actor=amina.actor)


@pytest.mark.parametrize("hours", [[-1], [1, 1], [1, 2, 3, 4, 5, 6], [24 * 61]])
def test_wrong_times_are_refused(runtime: Runtime, hours: list[int]) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    with pytest.raises(talks.WrongTimes):
        offered(hanne, amina, *hours)


def test_other_peoples_times_are_not_there(runtime: Runtime) -> None:
    amina, selam, hanne = a_citizen(), a_citizen(name="Selam Tesfay"), a_coordinator()
    [hers] = offered(hanne, amina, 24)
    offered(hanne, selam, 24)
    [concern] = service.of(selam.id)
    for concern_id in (concern.id, service.of(amina.id)[0].id):
        with pytest.raises(NotFound):
            talks.choose(concern_id=concern_id, slot_id=hers.id, actor=selam.actor)


def test_a_talk_with_her_own_contact_is_no_secret_of_health(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    concern = worries(amina, receiver="contact")
    offers(karen, concern, 24, with_interpreter=False)
    [slot] = slots(concern)
    booked = appointments.one(talks.choose(concern_id=concern, slot_id=slot.id, actor=amina.actor), amina.id)
    assert (booked.visible_to, booked.track, booked.interpreter_language) == ("all", "everyday", None)
