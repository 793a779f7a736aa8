"""Who is in which conversation now: by the citizen's phone, by the staff who opened it, by a guest's token."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from companion.foundation import clock, crypto
from companion.foundation.database import reading
from companion.interpreting import rules
from companion.interpreting.records import Conversation, Guest

TOKEN_PURPOSE = "interpreter-token"  # noqa: S105 - what is hashed, not a secret


@dataclass(frozen=True)
class Talk:
    """One conversation as its pages see it."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    staff_id: uuid.UUID | None
    kind: str
    minutes: int
    pages: Sequence[str]
    made_at: datetime
    sign_in_id: uuid.UUID | None
    began_at: datetime | None
    ended_at: datetime | None
    version: int
    here: str | None
    point: int | None
    block: str | None
    signal: str | None
    signalled_at: datetime | None

    @property
    def ends_at(self) -> datetime:
        """When it ends by itself."""
        return rules.ends_at(self.made_at, self.began_at)

    @property
    def is_over(self) -> bool:
        """Whether it has ended, or should have."""
        return self.ended_at is not None or clock.now() >= self.ends_at

    @property
    def is_interpreted(self) -> bool:
        """Whether an interpreter is in: the talk begins with the first and ends with the last."""
        return self.began_at is not None and not self.is_over

    @property
    def shown_signal(self) -> str | None:
        """The sign of the last seconds."""
        return rules.shown_signal(self.signal, self.signalled_at, clock.now())

    def shows(self, inner: str) -> str | None:
        """The key of the page at this address, if it may be read together in this talk."""
        key = rules.page_of(inner)
        return key if key in self.open_pages else None

    @property
    def open_pages(self) -> Sequence[str]:
        """The keys of the pages that may be read together in this talk."""
        hers = self.pages if self.sign_in_id is not None else ()
        return [key for key in rules.PAGES if key in rules.NEUTRAL or key in hers]


@dataclass(frozen=True)
class KnownGuest:
    """One interpreter of a talk; the name is None once it has ended."""

    id: uuid.UUID
    conversation_id: uuid.UUID
    name: str | None
    agency: str | None
    mode: str | None
    attested_at: datetime | None
    let_in_at: datetime | None
    refused_at: datetime | None
    left_at: datetime | None

    @property
    def is_in(self) -> bool:
        """Whether this one has been let in and has not gone."""
        return self.let_in_at is not None and self.left_at is None

    @property
    def waits(self) -> bool:
        """Whether somebody has to say yes or no."""
        return self.attested_at is not None and not (self.let_in_at or self.refused_at or self.left_at)


_TALK = [getattr(Conversation, name) for name in Talk.__dataclass_fields__]
_GUEST = [getattr(Guest, name) for name in KnownGuest.__dataclass_fields__]
_GUEST_FIELDS = tuple(KnownGuest.__dataclass_fields__)
_OPEN = Conversation.ended_at.is_(None)


def by_phone(sign_in: uuid.UUID) -> Talk | None:
    """The talk a citizen takes part in with this phone."""
    return _running(Conversation.sign_in_id == sign_in)


def of_citizen(citizen: uuid.UUID) -> Sequence[Talk]:
    """The talks open for this citizen, newest first."""
    return _talks(Conversation.citizen_id == citizen, _OPEN)


def of_staff(staff: uuid.UUID) -> Sequence[Talk]:
    """The talks this member of staff has opened and not ended, newest first."""
    return _talks(Conversation.staff_id == staff, _OPEN)


def one(talk: uuid.UUID) -> Talk | None:
    """One talk, ended or not."""
    found = _rows(Conversation.id == talk)
    return found[0] if found else None


def guests(talk: uuid.UUID) -> Sequence[KnownGuest]:
    """Who came with a code and said who they are, first come first."""
    query = (
        select(*_GUEST).where(Guest.conversation_id == talk, Guest.attested_at.is_not(None)).order_by(Guest.attested_at)
    )
    with reading() as db:
        return [known(row) for row in db.execute(query)]


def by_token(token: str) -> KnownGuest | None:
    """The guest with this token, however the talk stands."""
    hashes = crypto.keyed_hashes(TOKEN_PURPOSE, token)
    with reading() as db:
        row = db.execute(select(*_GUEST).where(Guest.token_hash.in_(hashes))).one_or_none()
    return known(row) if row else None


def held(citizen: uuid.UUID, most: int) -> Sequence[tuple[Talk, KnownGuest]]:
    """The last talks that were interpreted, newest first: agency, time and mode."""
    query = (
        select(*_GUEST)
        .join(Conversation, Conversation.id == Guest.conversation_id)
        .where(Guest.citizen_id == citizen, Guest.let_in_at.is_not(None), Conversation.ended_at.is_not(None))
        .order_by(Guest.let_in_at.desc())
        .limit(most)
    )
    with reading() as db:
        found = [known(row) for row in db.execute(query)]
    talks = {talk.id: talk for talk in _rows(Conversation.id.in_([guest.conversation_id for guest in found]))}
    return [(talks[guest.conversation_id], guest) for guest in found]


def known(row: Any) -> KnownGuest:
    """The guest in one row, with the name opened."""
    sealed = row.name
    name = crypto.unseal(sealed, table="conversation_interpreter", row=row.id, field="name") if sealed else None
    return KnownGuest(**{**dict(zip(_GUEST_FIELDS, row, strict=True)), "name": name})


def _running(*which: ColumnElement[bool]) -> Talk | None:
    found = _talks(*which, _OPEN)
    return found[0] if found else None


def _talks(*which: ColumnElement[bool]) -> Sequence[Talk]:
    return [talk for talk in _rows(*which) if not talk.is_over]


def _rows(*which: ColumnElement[bool]) -> list[Talk]:
    with reading() as db:
        return [Talk(*row) for row in db.execute(select(*_TALK).where(*which).order_by(Conversation.made_at.desc()))]
