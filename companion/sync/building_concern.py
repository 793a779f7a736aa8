"""What is told of a worry: her own words to the health unit that answers it, and later that it was closed."""

import uuid
from collections.abc import Sequence

from sqlalchemy import or_, select

from companion.accounts.rules import CITIZEN
from companion.concerns import service as concerns
from companion.concerns.known import KnownConcern
from companion.concerns.rules import COORDINATOR
from companion.foundation.clock import danish
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.language.table import SOURCE
from companion.sync import told
from companion.sync.records import Delivery, Release
from companion.sync.rules import State
from companion.sync.told import Line, NoLonger, Told

CANCELLED, COMPLETED, REQUESTED = "cancelled", "completed", "requested"  # hl7.org/fhir/R4 task-status


def concern(subject: tuple[uuid.UUID, uuid.UUID, uuid.UUID]) -> Told:
    """Her worry, or where it has been told already that it was closed, without a word of it. Raises NoLonger."""
    concern_id, citizen, unit = subject
    try:
        found = concerns.own(concern_id, citizen)
    except NotFound:
        raise NoLonger from None
    if found.receiver != COORDINATOR or (found.closed_at is not None and not _is_there(concern_id, unit)):
        raise NoLonger
    line = Line(concern_id, "concern", _status(found))
    words = _words(found) if found.closed_at is None else None
    return Told(told.CONCERN, concern_id, danish(found.sent_at).date(), (line,), words=words)


def open_ones(citizen: uuid.UUID, subjects: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Those of these worries whose end has not been told: they are open, or nobody here knows them any more."""
    return [one for one in subjects if _is_open(one, citizen)]


def _is_open(concern_id: uuid.UUID, citizen: uuid.UUID) -> bool:
    try:
        return concerns.own(concern_id, citizen).closed_at is None
    except NotFound:
        return True


def _status(found: KnownConcern) -> str:
    """R4: `completed` is done, `cancelled` was not completed: she closed it before anybody had answered."""
    if found.closed_at is None:
        return REQUESTED
    return CANCELLED if found.closed_unanswered else COMPLETED


def _words(found: KnownConcern) -> str:
    ready = [one.text[SOURCE] for one in found.words.sentences(CITIZEN)]
    return "\n".join([*ready, *([found.words.own] if found.words.own else [])])


def _is_there(concern_id: uuid.UUID, unit: uuid.UUID) -> bool:
    """Whether a receiver of this unit holds the worry, or may hold it: to nobody else its end says anything."""
    standing = (Release.undone_at.is_(None), Release.lapsed_at.is_(None), Release.removal_asked_at.is_(None))
    left = (
        select(Delivery.id)
        .join(Release, Release.id == Delivery.subject_id)
        .where(Release.reading_id == concern_id, Release.kind == told.CONCERN, Release.unit_id == unit, *standing)
        .where(or_(Delivery.outcome == str(State.DELIVERED), Delivery.maybe_arrived_at.is_not(None)))
    )
    with reading() as db:
        return db.execute(left.limit(1)).first() is not None
