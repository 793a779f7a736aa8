"""What is news: every new meeting that one message tells of, and never what she did herself."""

import uuid
from collections.abc import Sequence

from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.nudges.records import Message

BOOKED, SEVERAL = "booked", "booked-several"
NEW = (BOOKED, SEVERAL)
MOVED = "moved"


def is_her_own(meeting: uuid.UUID, citizen: uuid.UUID) -> bool:
    """Whether whatever last became different about this meeting was her own act: that is no news to her."""
    return any(one.changed_by == citizen for one in appointments.among([meeting], citizen))


def add(message: Message, meeting: uuid.UUID) -> None:
    """This news tells of one more new meeting."""
    if not speaks_of(message, meeting):
        message.topic, message.also = SEVERAL, [*(message.also or ()), str(meeting)]


def speaks_of(message: Message, meeting: uuid.UUID) -> bool:
    """Whether this news tells of this meeting by name, not as one of a row."""
    return meeting == message.about or str(meeting) in (message.also or ())


def standing(message: Message, *, without: uuid.UUID | None = None) -> Sequence[KnownAppointment]:
    """The meetings it tells of that still lie ahead, next first; of a row, every one."""
    named = {message.about, *(uuid.UUID(one) for one in message.also or ())}
    ahead = appointments.upcoming(message.citizen_id)
    rows = {one.series for one in appointments.among(named, message.citizen_id) if one.series}
    told = [one for one in ahead if one.id in named or one.series in rows]
    return [one for one in told if one.cancelled_at is None and one.id != without]


def look_again(message: Message) -> None:
    """Where the meeting it is about is over or off, it is about the next one that it tells of."""
    if message.topic not in NEW or message.about is None:
        return
    if message.about not in {one.id for one in standing(message)}:
        leave_out(message, message.about)


def leave_out(message: Message, meeting: uuid.UUID) -> bool:
    """The news goes on with the others it tells of; False when there are none."""
    others = standing(message, without=meeting)
    if not others:
        return False
    message.about, message.also = others[0].id, [str(one.id) for one in others[1:]] or None
    message.topic = SEVERAL if message.also else BOOKED
    return True
