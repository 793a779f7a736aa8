"""What a sender learns of the own messages to a citizen: out or later, reached or not, the reply; nothing of why."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from companion.accounts.circles import circles_of
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.language.text import Text
from companion.nudges import carried, choices, inbox, library, wording
from companion.nudges.carried import OPENED, SHOWN, Way, as_told
from companion.nudges.records import Message
from companion.nudges.rules import NUDGE

LATEST = 30  # messages on the page of one citizen
WAITS, REACHED, IN_APP, NOT_REACHED, NOT_SENT, TAKEN_BACK = (
    "later",
    "reached",
    "in-app",
    "not-reached",
    "not-sent",
    "taken-back",
)
_AS_TOLD = {"delivered": REACHED, "in-app": IN_APP, "gave-up": NOT_REACHED, "taken-back": TAKEN_BACK}
_HERS_TO_KNOW = ("stopped-sender", "stopped-type", "too-old")  # looks like any other that did not arrive


@dataclass(frozen=True)
class Told:
    """One message as its sender sees it; `opened` only if the citizen switched that on."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    topic: str
    text: Text | None
    own_words: str | None
    made_at: datetime
    state: str
    reply: str | None
    replied_at: datetime | None
    opened: bool
    ways: Sequence[Way] = ()  # every way it went, without names and times

    @property
    def is_shown(self) -> bool:
        """Whether it is known that it came to her: a phone showed it, or she answered."""
        return self.reply is not None or any(way.step in (SHOWN, OPENED) for way in self.ways)


def of(*, citizen: uuid.UUID, name: str, actor: audit.Actor) -> Sequence[Told]:
    """The sender's own messages to one citizen, newest first; `name` is the sender's, as the texts have it."""
    with transaction() as session:
        rows = session.scalars(_written_by(actor).where(Message.citizen_id == citizen).limit(LATEST)).all()
    since = choices.wishes_of(citizen).receipts_since if rows else None
    ways = carried.ways_of([row.id for row in rows])
    return [_told(row, since, _text(row, name), as_told(ways.get(row.id, ()), since)) for row in rows]


def replies_waiting(*, actor: audit.Actor, since: datetime) -> Sequence[Told]:
    """Replies to the sender's messages since a moment, newest first: for the desk."""
    answered = _written_by(actor).where(Message.replied_at > since).limit(LATEST)
    with transaction() as session:
        rows = session.scalars(answered).all()
    return [_told(row, None, None, ()) for row in rows]


def own(actor: audit.Actor) -> tuple[ColumnElement[bool], ...]:
    """Own nudges that today's role may see; a copy she asked for again is hers alone."""
    return (
        Message.sender_id == actor.person_id,
        Message.kind == NUDGE,
        Message.repeats.is_(None),
        Message.visible_to.in_(circles_of(actor.role)),
    )


def state_of(outcome: str | None, decision: Mapping[str, Any] | None) -> str:
    """Held is “later”, whatever holds it; stopped by her is “not reached”, like a phone that is gone."""
    if outcome is None:
        return WAITS
    if outcome in _AS_TOLD:
        return _AS_TOLD[outcome]
    codes = (decision or {}).get("codes", [])
    return NOT_REACHED if set(codes) & set(_HERS_TO_KNOW) else NOT_SENT


def _written_by(actor: audit.Actor) -> Select[Message]:
    return select(Message).where(*own(actor)).order_by(Message.made_at.desc(), Message.id)


def _told(message: Message, receipts_since: datetime | None, text: Text | None, ways: Sequence[Way]) -> Told:
    opened = message.read_at is not None and receipts_since is not None and message.read_at >= receipts_since
    return Told(
        id=message.id,
        citizen_id=message.citizen_id,
        topic=message.topic,
        text=text,
        own_words=inbox.opened(message, "own_words"),
        made_at=message.made_at,
        state=state_of(message.outcome, message.decision),
        reply=message.reply,
        replied_at=message.replied_at,
        opened=opened,
        ways=ways,
    )


def _text(message: Message, name: str) -> Text | None:
    """The words as they read now; None when the template, or the sender's meeting it speaks of, is gone."""
    template, meeting = library.templates().get(message.template or ""), inbox.meeting_of(message)
    if template is None:
        return None
    if meeting is not None and meeting.owner_id != message.sender_id:
        meeting = None
    return wording.spoken(template, wording.Around(name, meeting)) if wording.fits(template, meeting) else None
