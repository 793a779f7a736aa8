"""Gathers what a decision rests on, as it is at this moment, and lets the gate decide."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from companion.accounts import ended
from companion.accounts.active import role_today
from companion.accounts.rules import CITIZEN
from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.caseload import service as caseload
from companion.foundation import clock
from companion.foundation.errors import NotFound
from companion.nudges import anchors, choices, news, reminders
from companion.nudges.records import Message
from companion.nudges.rules import A_WEEK, NUDGE, OWN, Case, Decision, Wishes, decide
from companion.nudges.timing import day_of

LOOKED_BACK = timedelta(days=A_WEEK + 1)  # also ahead: a clock may have been set back


@dataclass(frozen=True)
class Weighed:
    """A decision with what the sending needs of it."""

    decision: Decision
    wishes: Wishes
    meeting: KnownAppointment | None


def weigh(session: Session, message: Message) -> Weighed:
    """Decide about this message now. A nudge whose anchor has moved gets its new time first."""
    now, citizen = clock.now(), message.citizen_id
    wishes = choices.wishes_of(citizen)
    news.look_again(message)
    meeting = _meeting(message)
    case = Case(kind=message.kind, now=now, planned_for=message.planned_for, wishes=wishes)
    gone = _closed(citizen) or _meeting_gone(message, meeting, now)
    if message.kind == NUDGE:
        gone = gone or _not_wanted(message) or anchors.follow(message, meeting)
        sent = _sent(session, message, now)
        case = replace(case, planned_for=message.planned_for, asked_later=message.repeats is not None, sent=sent)
    if message.kind == OWN:
        gone = gone or _reminder_gone(message, meeting)
        case = replace(case, wanted=wishes.evening if message.topic == reminders.BUNDLE else wishes.two_hours)
    starts_at = meeting.starts_at if meeting else None
    return Weighed(decide(replace(case, gone=gone, starts_at=starts_at)), wishes, meeting)


def _closed(citizen: uuid.UUID) -> str | None:
    return "closed" if role_today(citizen) != CITIZEN or ended.is_ended(citizen) else None


def _meeting(message: Message) -> KnownAppointment | None:
    if message.about is None or message.anchor == anchors.WORK_START:
        return None
    try:
        return appointments.one(message.about, message.citizen_id)
    except NotFound:
        return None


def _meeting_gone(message: Message, meeting: KnownAppointment | None, now: datetime) -> str | None:
    """A meeting that is over ends every message about it; one that was called off ends all but the news of it."""
    if message.about is None or message.anchor == anchors.WORK_START:
        return None
    if meeting is None:
        return "cancelled"
    if meeting.ends_at <= now or (message.kind != "change" and meeting.starts_at <= now):
        return "over"
    if message.kind == "change":
        return "own-act" if message.topic == news.MOVED and meeting.changed_by == message.citizen_id else None
    if meeting.cancelled_at is not None:
        return "cancelled"
    return "declined" if meeting.declined_at is not None else None


def _not_wanted(message: Message) -> str | None:
    """Stopped by her, or sent by somebody who is not there for her any more."""
    stops = choices.stops_of(message.citizen_id)
    if any(stop.sender_id is not None and stop.sender_id == message.sender_id for stop in stops):
        return "stopped-sender"
    if any(stop.topic == message.topic for stop in stops):
        return "stopped-type"
    return None if message.sender_id and is_there_for(message.sender_id, message.citizen_id) else "withdrawn"


def is_there_for(staff: uuid.UUID, citizen: uuid.UUID) -> bool:
    """Whether this member of staff has a lasting relation, or holds a coming meeting of hers and never had one."""
    if role_today(staff) is None:
        return False
    if citizen in {charge.citizen_id for charge in caseload.charges_of(staff) if charge.lasting}:
        return True
    if citizen in caseload.former_of(staff):
        return False
    return any(one.owner_id == staff and one.cancelled_at is None for one in appointments.upcoming(citizen))


def _reminder_gone(message: Message, meeting: KnownAppointment | None) -> str | None:
    if message.topic == reminders.SHORTLY:
        return "moved" if meeting is None or meeting.starts_at != message.anchor_at else None
    day = day_of(message.anchor_at) if message.anchor_at else None
    return None if day and reminders.meetings_of_day(message.citizen_id, day) else "nothing"


def _sent(session: Session, message: Message, now: datetime) -> Sequence[datetime]:
    """When nudges rang, or may have rung, around now, over all senders; this one's own attempts do not count.

    One that is tried again on another day counts on both.
    """
    near = (now - LOOKED_BACK, now + LOOKED_BACK)
    others = select(Message.sent_at, Message.claimed_at).where(
        Message.citizen_id == message.citizen_id,
        Message.kind == NUDGE,
        Message.id != message.id,
        or_(Message.sent_at.between(*near), Message.claimed_at.between(*near)),
    )
    return [moment for row in session.execute(others) for moment in _on_different_days(*row)]


def _on_different_days(first: datetime | None, last: datetime | None) -> Iterator[datetime]:
    if first is not None:
        yield first
    if last is not None and (first is None or day_of(first) != day_of(last)):
        yield last
