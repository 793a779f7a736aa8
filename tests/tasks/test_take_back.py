"""What a citizen no longer needs does not wait for anybody."""

from companion.appointments import service as appointments
from companion.foundation.runtime import Runtime
from companion.tasks import service as tasks
from tests.appointments.made import a_meeting
from tests.people import a_citizen, responsible_for


def test_no_yes_no_is_one_message(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    meeting = a_meeting(amina, karen)
    for say in (appointments.decline, appointments.confirm, appointments.decline):
        say(appointment_id=meeting, actor=amina.actor)
    assert [task.about for task in tasks.waiting_for(karen.id)] == [meeting]


def test_after_a_yes_nothing_waits(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    meeting = a_meeting(amina, karen)
    appointments.decline(appointment_id=meeting, actor=amina.actor)
    appointments.confirm(appointment_id=meeting, actor=amina.actor)
    assert not tasks.waiting_for(karen.id)
