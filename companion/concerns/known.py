"""A worry as its citizen and its receiver see it: opened, with its answers and the times offered."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from companion.concerns import rules, sentences, words
from companion.concerns.records import Concern, Reply, Slot
from companion.concerns.words import Words
from companion.foundation import crypto
from companion.foundation.database import reading
from companion.language.table import SOURCE
from companion.language.text import Text


@dataclass(frozen=True)
class AdviceLine:
    """One line: a ready-made sentence in every language, or own words in Danish and what translators made of them."""

    text: Text
    is_own: bool


@dataclass(frozen=True)
class KnownReply:
    """One answer, by a member of staff here or from an outside system."""

    id: uuid.UUID
    staff_id: uuid.UUID | None
    source: str | None
    words: Words
    made_at: datetime


@dataclass(frozen=True)
class KnownSlot:
    """A time that is offered; `chosen_at` once the citizen has chosen it."""

    id: uuid.UUID
    staff_id: uuid.UUID
    starts_at: datetime
    minutes: int
    form: str
    with_interpreter: bool
    chosen_at: datetime | None
    appointment_id: uuid.UUID | None


@dataclass(frozen=True)
class KnownConcern:
    """One worry with its steps."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    receiver: str
    visible_to: str
    owner_id: uuid.UUID | None
    about_kind: str | None
    about_id: uuid.UUID | None
    words: Words
    language: str
    with_interpreter: bool
    caseworker_told_at: datetime | None
    sent_at: datetime
    read_at: datetime | None
    replied_at: datetime | None
    talk_offered_at: datetime | None
    talk_chosen_at: datetime | None
    advice: tuple[AdviceLine, ...]
    advised_at: datetime | None
    advice_seen_at: datetime | None
    released_at: datetime | None
    released_to: uuid.UUID | None
    kept_at: datetime | None
    closed_at: datetime | None
    closed_by: uuid.UUID | None

    @property
    def steps(self) -> Sequence[rules.Step]:
        """What has happened so far."""
        return rules.steps(self)

    @property
    def state(self) -> str:
        """The last thing that happened."""
        return rules.newest(self)

    @property
    def awaits_release(self) -> bool:
        """Whether there is an advice about which she has not decided."""
        return bool(self.advice) and self.released_at is None and self.kept_at is None

    @property
    def closed_unanswered(self) -> bool:
        """Whether she closed it herself before anybody had answered, offered a talk or given advice."""
        is_answered = self.replied_at or self.talk_offered_at or self.advised_at
        return self.closed_at is not None and self.closed_by == self.citizen_id and not is_answered


_FIELDS = tuple(KnownConcern.__dataclass_fields__)
_COLUMNS = [getattr(Concern, name) for name in _FIELDS]


def concerns(*which: ColumnElement[bool], newest_first: bool = True, limit: int | None = None) -> list[KnownConcern]:
    """The worries that meet all of it."""
    order = Concern.sent_at.desc() if newest_first else Concern.sent_at
    query = select(*_COLUMNS).where(*which).order_by(order, Concern.id).limit(limit)
    with reading() as db:
        return [_known(row) for row in db.execute(query)]


def replies(concern: uuid.UUID) -> Sequence[KnownReply]:
    """The answers, oldest first."""
    query = select(Reply.id, Reply.staff_id, Reply.source, Reply.words, Reply.made_at)
    with reading() as db:
        rows = db.execute(query.where(Reply.concern_id == concern).order_by(Reply.made_at, Reply.id)).all()
    return [KnownReply(one.id, one.staff_id, one.source, opened_reply(one.id, one.words), one.made_at) for one in rows]


def slots(concern: uuid.UUID) -> Sequence[KnownSlot]:
    """The times that are offered now, and the one that was chosen."""
    columns = [getattr(Slot, name) for name in KnownSlot.__dataclass_fields__]
    query = select(*columns).where(Slot.concern_id == concern, Slot.withdrawn_at.is_(None))
    with reading() as db:
        return [KnownSlot(*row) for row in db.execute(query.order_by(Slot.starts_at))]


def opened_words(concern: uuid.UUID, sealed: bytes) -> Words:
    """What she said."""
    return words.opened(crypto.unseal(sealed, table="concern", row=concern, field="words"))


def opened_reply(reply: uuid.UUID, sealed: bytes) -> Words:
    """What was answered."""
    return words.opened(crypto.unseal(sealed, table="concern_reply", row=reply, field="words"))


def opened_advice(concern: uuid.UUID, sealed: bytes | None) -> tuple[AdviceLine, ...]:
    """The lines of an advice; none before there is one."""
    if sealed is None:
        return ()
    told: list[Mapping[str, Any]] = crypto.unseal(sealed, table="concern", row=concern, field="advice")
    ready = sentences.sentences(sentences.ADVICE)
    return tuple(_line(one, ready) for one in told if "own" in one or one["key"] in ready)


def _line(one: Mapping[str, Any], ready: Mapping[str, sentences.Sentence]) -> AdviceLine:
    if "own" in one:
        return AdviceLine({SOURCE: one["own"], **one.get("said", {})}, is_own=True)
    return AdviceLine(ready[one["key"]].text, is_own=False)


def _known(row: Row[Any]) -> KnownConcern:
    told = row._asdict()
    told["words"] = opened_words(row.id, row.words)
    told["advice"] = opened_advice(row.id, row.advice)
    return KnownConcern(**told)
