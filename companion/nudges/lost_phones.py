"""A citizen's last phone went by itself: somebody named is asked to call, once a loss, before a message fails.

It is done with by itself when a phone is back or a contact is logged. Who is asked, and at which hour, tells nothing
that is hidden (docs/decisions/0039).
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from companion.accounts import ended
from companion.accounts.active import role_today
from companion.accounts.circles import ALL, CIRCLES, HEALTH, ONLY_CITIZEN, circles_of
from companion.accounts.rules import CITIZEN, HEALTH_ROLES
from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.caseload.contacting import ANSWERED
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, transaction
from companion.foundation.errors import NotFound
from companion.nudges import choices
from companion.nudges.giving_up import somebody_of_hers
from companion.nudges.records import Message, MessageDelivery
from companion.nudges.rules import NUDGE
from companion.push import devices, losses
from companion.push.losses import Loss
from companion.push.rules import PUSH, next_look
from companion.tasks import by_subject
from companion.tasks import service as tasks
from companion.tasks.unreached import PHONE_GONE, TO_CALL

AT_ONCE = 100  # citizens between two looks into the database


def look() -> int:
    """Look at everybody whose time has come; how many that were. The same again finds nobody left."""
    seen = 0
    while people := losses.due(AT_ONCE):
        for citizen in people:
            _look_at(citizen)
        seen += len(people)
    return seen


def after_contact(*, citizen: uuid.UUID, kind: str, actor: audit.Actor) -> None:
    """Staff spoke to her: whoever was asked to call, and may know of this contact, need not call any more (R3)."""
    if kind not in ANSWERED:
        return
    circle = HEALTH if actor.role in HEALTH_ROLES else ALL
    with transaction():
        asked = tasks.all_asked_by(citizen, PHONE_GONE)
        known = [one.id for one in asked if circle in circles_of(role_today(one.owner_id) or "")]
        by_subject.done_with(known, actor=actor)


def no_contact(*, citizen: uuid.UUID, since: datetime, actor: audit.Actor) -> None:
    """What was logged was a slip of the finger: whoever was to call is asked again, unless a phone is back."""
    with transaction():
        by_subject.not_done(kind=PHONE_GONE, citizen=citizen, since=since, actor=actor)
        devices.look_again(citizen)


def _look_at(citizen: uuid.UUID) -> None:
    with transaction():
        in_turn(citizen)
        loss = losses.of(citizen)
        if loss is None:
            by_subject.done_with([one.id for one in tasks.all_asked_by(citizen, PHONE_GONE)], actor=audit.WORKER)
        circle = _circle(loss) if loss and _wants_notices(citizen) else ONLY_CITIZEN
        if loss is None or circle == ONLY_CITIZEN:
            losses.looked(citizen)
            return
        found = somebody_of_hers(citizen, circle)
        if found is not None:
            _ask(citizen, loss, *found)
        losses.looked(citizen, again=None if found else next_look(clock.danish(clock.now())))


def _wants_notices(citizen: uuid.UUID) -> bool:
    """Whether she is still here, and messages are to ring on a phone."""
    if role_today(citizen) != CITIZEN or ended.is_ended(citizen):
        return False
    return choices.wishes_of(citizen).channel == PUSH


def _ask(citizen: uuid.UUID, loss: Loss, owner: uuid.UUID, circle: str) -> None:
    waiting = tasks.waiting_for(owner, role=role_today(owner))
    if any(one.kind in TO_CALL and one.citizen_id == citizen for one in waiting):
        return
    key = uuid.uuid5(loss.device, PHONE_GONE)
    tasks.ask(kind=PHONE_GONE, citizen=citizen, owner=owner, key=key, visible_to=circle, actor=audit.WORKER)


def _circle(loss: Loss) -> str:
    """Who may know of everything that found this loss: without a hidden message nobody would know of it (R3)."""
    carried = select(Message).join(MessageDelivery, MessageDelivery.message_id == Message.id)
    with transaction() as session:
        found_by = session.scalars(carried.where(MessageDelivery.id.in_(loss.found_by))).all()
        return max((_circle_of(message) for message in found_by), key=_how_hidden, default=ALL)


def _circle_of(message: Message) -> str:
    """That of a nudge; of anything else the widest of the meetings it speaks of."""
    if message.kind == NUDGE:
        return message.visible_to
    return min((one.visible_to for one in _meetings(message)), key=_how_hidden, default=ONLY_CITIZEN)


def _how_hidden(circle: str) -> int:
    return CIRCLES.index(circle)


def _meetings(message: Message) -> Sequence[KnownAppointment]:
    if message.about is None and message.anchor_at is not None:
        return appointments.between(message.citizen_id, message.anchor_at, message.anchor_at + timedelta(days=1))
    try:
        return [appointments.one(message.about, message.citizen_id)] if message.about else []
    except NotFound:
        return []
