"""A citizen's messages: newest first, read by looking, answered with one tap, put off, or never again."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from companion.accounts import own_copy as everybody
from companion.accounts.circles import ALL, told_to
from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.caseload import service as caseload
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import Invalid, NotFound
from companion.language import asking
from companion.language.table import SOURCE, Language, language
from companion.language.text import Text
from companion.nudges import carried, library, reminders, wording
from companion.nudges.records import Message
from companion.nudges.rules import NUDGE, OWN
from companion.nudges.timing import day_of, days_from
from companion.push.notices import Reached
from companion.tasks import service as tasks

PAGE = 20  # messages on one page
REPLIES = ("yes", "call", "not-today", "move")
MORNING = time(9)
LATER = {"two-hours": timedelta(hours=2), "tomorrow": None}


@dataclass(frozen=True)
class Shown:
    """One message as its citizen reads it; `text` is None for what the page says in its own words."""

    id: uuid.UUID
    kind: str
    topic: str
    text: Text | None
    own_words: str | None
    own_words_translated: str | None
    translated_into: Language | None
    sender: str
    sender_id: uuid.UUID | None
    meetings: Sequence[KnownAppointment]
    decision: Mapping[str, Any]
    shown_at: datetime
    reply: str | None
    is_new: bool
    ways: Sequence[Reached] = ()  # her own phones and how far it came on each; nobody else sees names and times

    @property
    def is_nudge(self) -> bool:
        """Whether a member of staff wrote it."""
        return self.kind == NUDGE


def page_of(citizen: uuid.UUID, *, before: datetime | None = None) -> tuple[Sequence[Shown], datetime | None]:
    """A page of her messages, newest first, and where the next page begins; what is shown counts as read."""
    query = _hers(citizen) if before is None else _hers(citizen).where(Message.shown_at < before)
    with transaction() as session:
        rows = session.scalars(query.limit(PAGE + 1)).all()
        names = everybody.names({row.sender_id for row in rows if row.sender_id is not None})
        ways = carried.ways_of([row.id for row in rows[:PAGE]])
        found = [_shown(row, names, ways.get(row.id, ())) for row in rows[:PAGE]]
        for row in rows[:PAGE]:
            row.read_at = row.read_at or clock.now()
    return found, rows[PAGE - 1].shown_at if len(rows) > PAGE else None


def unread(citizen: uuid.UUID) -> int:
    """How many messages she has not looked at yet."""
    waiting = select(func.count()).where(
        Message.citizen_id == citizen,
        Message.shown_at.is_not(None),
        Message.read_at.is_(None),
        Message.remind_at.is_(None),
    )
    with reading() as db:
        return db.scalar(waiting) or 0


def reply(*, message_id: uuid.UUID, answer: str, language: str, actor: audit.Actor) -> None:
    """One tap; another tap changes it. Raises NotFound, Invalid, or NobodyToCall for “call me”."""
    if answer not in REPLIES:
        raise Invalid
    with transaction() as session:
        in_turn(_person(actor))
        message = _mine(session, message_id, actor)
        if message.reply == answer:
            return
        for one in _asked_with(session, message):
            one.reply, one.replied_at = answer, clock.now()
        if answer == "call":
            _call(actor, with_interpreter=language != SOURCE)
        if answer == "move":
            _other_time(message, actor, with_interpreter=language != SOURCE)
        audit.write(event="message.answered", citizen=message.citizen_id, actor=actor, about=message.id)


def _asked_with(session: Session, message: Message) -> Iterator[Message]:
    """This message and, for one she was reminded of, those before it: the sender sees the first of them alone."""
    yield message
    while message.repeats is not None:
        message = session.get_one(Message, message.repeats)
        yield message


def later(*, message_id: uuid.UUID, until: str, actor: audit.Actor) -> None:
    """Remind me again then: it leaves the inbox, and a copy comes through the gate. Raises NotFound or Invalid."""
    if until not in LATER:
        raise Invalid
    with transaction() as session:
        in_turn(_person(actor))
        message = _mine(session, message_id, actor)
        if message.kind != NUDGE:
            raise NotFound
        lasts, now = LATER[until], clock.now()
        message.remind_at = now + lasts if lasts else days_from(now, 1, MORNING)
        again = _again(message, message.remind_at)
        session.add(again)
        asking.moved(about=message.id, now=again.id)
        audit.write(event="message.later", citizen=message.citizen_id, actor=actor, about=message.id)


def stoppable(message_id: uuid.UUID, actor: audit.Actor) -> tuple[uuid.UUID | None, str]:
    """Sender and type of one of her nudges, for a stop. Raises NotFound."""
    with transaction() as session:
        message = _mine(session, message_id, actor)
        if message.kind != NUDGE:
            raise NotFound
        return message.sender_id, message.topic


def _hers(citizen: uuid.UUID) -> Select[Message]:
    shown = select(Message).where(
        Message.citizen_id == citizen, Message.shown_at.is_not(None), Message.remind_at.is_(None)
    )
    return shown.order_by(Message.shown_at.desc(), Message.id)


def _mine(session: Session, message_id: uuid.UUID, actor: audit.Actor) -> Message:
    found = session.get(Message, message_id, with_for_update=True)
    if found is None or found.citizen_id != actor.person_id or found.shown_at is None:
        raise NotFound
    if found.remind_at is not None:  # put off already: its copy is the one that counts
        raise NotFound
    return found


def _again(message: Message, when: datetime) -> Message:
    """The same once more, at its new time."""
    key = new_id()
    same = (
        "own_words_language",
        "citizen_id",
        "kind",
        "topic",
        "template",
        "sender_id",
        "sender_role",
        "visible_to",
        "about",
        "anchor",  # what `about` is; without its days it stays where she put it
    )
    copied = {name: getattr(message, name) for name in same}
    for field in ("own_words", "own_words_translated"):
        words = opened(message, field)
        copied[field] = crypto.seal(words, table="message", row=key, field=field) if words else None
    return Message(**copied, id=key, repeats=message.id, made_at=clock.now(), planned_for=when, next_due=when)


def _call(actor: audit.Actor, *, with_interpreter: bool) -> None:
    """The same wish as the button on Today makes; it has no origin (docs/decisions/0010)."""
    citizen = _person(actor)
    responsible = caseload.responsible_for(citizen)
    if responsible is None:
        raise tasks.NobodyToCall
    if tasks.asked_by(citizen, tasks.CALL_ME) is None:
        tasks.ask(
            kind=tasks.CALL_ME,
            citizen=citizen,
            owner=responsible.person_id,
            key=new_id(),
            with_interpreter=with_interpreter,
            actor=actor,
        )


def _other_time(message: Message, actor: audit.Actor, *, with_interpreter: bool) -> None:
    meeting = meeting_of(message)
    owner, circle = (message.sender_id, message.visible_to) if message.kind == NUDGE else (None, ALL)
    if meeting is not None:
        owner, circle = meeting.owner_id, told_to(meeting.owner_role, meeting.visible_to)
    if owner is None:
        raise Invalid
    tasks.ask(
        kind=tasks.OTHER_TIME,
        citizen=message.citizen_id,
        owner=owner,
        key=uuid.uuid5(message.id, tasks.OTHER_TIME),
        with_interpreter=with_interpreter,
        about=meeting.id if meeting else None,
        visible_to=circle,
        actor=actor,
    )


def _shown(message: Message, names: Mapping[uuid.UUID, str], ways: Sequence[Reached]) -> Shown:
    meetings = _meetings(message)
    sender = names.get(message.sender_id, "") if message.sender_id else ""
    return Shown(
        id=message.id,
        kind=message.kind,
        topic=message.topic,
        text=_text(message, sender, meetings[0] if meetings else None),
        own_words=opened(message, "own_words"),
        own_words_translated=opened(message, "own_words_translated"),
        translated_into=language(message.own_words_language) if message.own_words_language else None,
        sender=sender,
        sender_id=message.sender_id,
        meetings=meetings,
        decision=message.decision or {},
        shown_at=message.shown_at or message.made_at,
        reply=message.reply,
        is_new=message.read_at is None,
        ways=ways,
    )


def _text(message: Message, sender: str, meeting: KnownAppointment | None) -> Text | None:
    """A template's words; None when the template is gone from the library, or was none."""
    found = library.templates().get(message.template or "")
    if found is None or (found.needs_meeting and meeting is None):
        return None
    return wording.spoken(found, wording.Around(sender, meeting))


def text_of(message: Message) -> Text | None:
    """What a message says in every language, as it reads now; None for what pages say in their own words."""
    names = everybody.names([message.sender_id] if message.sender_id else [])
    return _text(message, next(iter(names.values()), ""), meeting_of(message))


def _meetings(message: Message) -> Sequence[KnownAppointment]:
    if message.kind == OWN and message.topic == reminders.BUNDLE and message.anchor_at is not None:
        return reminders.meetings_of_day(message.citizen_id, day_of(message.anchor_at))
    meeting = meeting_of(message)
    return [meeting] if meeting else []


def meeting_of(message: Message) -> KnownAppointment | None:
    """The meeting a message is about, as it is now; None where there is none (any more)."""
    if message.about is None:
        return None
    try:
        return appointments.one(message.about, message.citizen_id)
    except NotFound:  # it hangs on something else, or the meeting is gone
        return None


def opened(message: Message, field: str) -> str | None:
    """An own line, or its translation, opened; None where there is none."""
    sealed = getattr(message, field)
    return str(crypto.unseal(sealed, table="message", row=message.id, field=field)) if sealed else None


def _person(actor: audit.Actor) -> uuid.UUID:
    if actor.person_id is None:
        raise NotFound
    return actor.person_id
