"""Somebody wishes to be called: the phone of whoever is to call says so, within the hours of that person alone.

A row waits for its moment and is gone once that has come: what was carried stands in `push`, what is owed on the desk.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, func, or_, select

from companion.accounts import service as accounts
from companion.accounts.contacts import Contact, contacts
from companion.caseload import absence
from companion.caseload.office import CLOSES, OPENS
from companion.caseload.rules import CallWindow, next_call
from companion.foundation import clock
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.journal import AnyFact
from companion.nudges.gateway import Notice, Outcome, Phones
from companion.nudges.records import CallNotice
from companion.tasks import service as tasks
from companion.tasks.service import Waiting

CLAIM_EXPIRES = timedelta(seconds=60)  # a call to a push service ends within 30 s; after this the worker is gone
LADDER = (timedelta(minutes=1), timedelta(minutes=10))  # later than that, the desk has been looked at
SHORTEST_TTL = 60  # seconds
Settled = str  # how one row ended, or why it waits


@dataclass(frozen=True)
class Claim:
    """One notice that this worker, and no other, may carry now."""

    id: uuid.UUID
    notice: Notice


def take(facts: Sequence[AnyFact]) -> int:
    """A row for each wish that is told; how many."""
    wishes = {fact.subject_id for fact in facts if fact.kind == tasks.WISHED}
    with transaction() as session:
        known = set(session.scalars(select(CallNotice.task_id).where(CallNotice.task_id.in_(wishes))))
        session.add_all(CallNotice(id=new_id(), task_id=one, next_due=clock.now()) for one in wishes - known)
        session.flush()
    return len(wishes - known)


def drain(*, phones: Phones, stopped: Callable[[], bool]) -> list[Settled]:
    """Carry every notice that is due; how each ended."""
    done: list[Settled] = []
    moment = next_moment()
    if moment is None or moment > clock.now():
        return done
    while not stopped():
        claimed = claim(phones)
        if claimed is None:
            break
        done.append(claimed if isinstance(claimed, str) else record(claimed, phones.send(claimed.notice)))
    return done


def claim(phones: Phones) -> Claim | Settled | None:
    """Take the oldest due row and look at it anew; None: nothing is due."""
    with transaction() as session:
        row = session.scalars(_oldest_due(clock.now())).one_or_none()
        if row is None:
            return None
        task = tasks.open_one(row.task_id)
        staff = who_calls(task) if task is not None else None
        if staff is None:  # called already, taken back, or nobody is there: the desk tells of a gap
            session.delete(row)
            return "settled"
        if "push" not in {way.channel for way in phones.reachable(staff.person_id)}:
            session.delete(row)
            return "no-phone"
        window = _hours(staff)
        if window.start > clock.danish(clock.now()):
            row.next_due, row.claimed_at = window.start.astimezone(UTC), None
            return "held"
        row.claimed_at, row.attempts = clock.now(), row.attempts + 1
        return Claim(row.id, _notice(row.id, staff, window))


def record(mine: Claim, outcomes: Sequence[Outcome]) -> Settled:
    """What was carried is done, and so is what has no phone; what may come through later is tried twice more."""
    states = {one.state for one in outcomes}
    with transaction() as session:
        row = session.get(CallNotice, mine.id, with_for_update=True)
        if row is None:
            return "stale"
        if "accepted" not in states and states & {"later", "unknown"} and row.attempts <= len(LADDER):
            row.next_due, row.claimed_at = clock.now() + LADDER[row.attempts - 1], None
            return "retry"
        session.delete(row)
    return "carried" if "accepted" in states else "no-phone"


def next_moment() -> datetime | None:
    """When the next of these is due (or an abandoned claim runs out); None: nothing waits."""
    with reading() as db:
        free = db.scalar(select(func.min(CallNotice.next_due)).where(CallNotice.claimed_at.is_(None)))
        taken = db.scalar(select(func.min(CallNotice.claimed_at)))
    return min(filter(None, (free, taken and taken + CLAIM_EXPIRES)), default=None)


def who_calls(task: Waiting) -> Contact | None:
    """Whoever was asked; while that person is away, whoever covers."""
    away = next((one for one in absence.ahead([task.owner_id]).get(task.owner_id, ()) if one.is_now), None)
    return away.cover if away is not None else contacts([task.owner_id]).get(task.owner_id)


def _hours(staff: Contact) -> CallWindow:
    """The hours this person answers in, that run now or come next."""
    return next_call(clock.danish(clock.now()), staff.hours_from or OPENS, staff.hours_to or CLOSES)


def _notice(key: uuid.UUID, staff: Contact, window: CallWindow) -> Notice:
    """It lives until the hours end: a phone that is switched on in the evening stays silent."""
    seconds = int((window.end - clock.danish(clock.now())).total_seconds())
    return Notice(
        delivery_id=key,
        citizen=staff.person_id,
        language=accounts.person(staff.person_id).language,
        channel="push",
        urgency="high",
        topic=None,
        ttl_seconds=max(seconds, SHORTEST_TTL),
    )


def _oldest_due(now: datetime) -> Select[CallNotice]:
    free = or_(
        CallNotice.claimed_at.is_(None),
        CallNotice.claimed_at <= now - CLAIM_EXPIRES,
        CallNotice.claimed_at > now + CLAIM_EXPIRES,  # the clock was set back: that claim is nobody's
    )
    due = select(CallNotice).where(CallNotice.next_due <= now, free)
    return due.order_by(CallNotice.next_due).limit(1).with_for_update(skip_locked=True)
