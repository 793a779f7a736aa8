"""Receivers, what was released to them and how far each delivery has come; no body is ever stored."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, Uuid, false, text
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED

_STANDS = text("undone_at IS NULL AND lapsed_at IS NULL")
_OPEN = text("ended_at IS NULL")
_UNDER_WAY = text("ended_at IS NULL AND claim_id IS NOT NULL")
_FREE = text("ended_at IS NULL AND claim_id IS NULL")


class Receiver(Base):
    """A system of a unit that takes what citizens release; its signing secret is sealed."""

    __tablename__ = "receiver"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"), index=True)
    address: Mapped[str] = mapped_column(String(500))
    body: Mapped[str] = mapped_column(String(20))
    secret: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    namespace: Mapped[uuid.UUID]
    purposes: Mapped[list[str]] = mapped_column(JSON)
    added_at: Mapped[datetime] = mapped_column(Moment)
    paused_at: Mapped[datetime | None] = mapped_column(Moment)
    paused_why: Mapped[str | None] = mapped_column(String(60))
    collects: Mapped[bool] = mapped_column(default=False, server_default=false())  # fetches facts; nobody posts to it
    secret_before: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)  # signs too, until it is dropped
    failures: Mapped[int] = mapped_column(default=0, server_default="0")  # calls in a row that failed
    rests_until: Mapped[datetime | None] = mapped_column(Moment)  # too many of them: nobody calls before
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    added_by: Mapped[uuid.UUID | None]  # the administrator; somebody else opens it


class OpaqueKey(Base):
    """The random name of one citizen at one receiver; it is made of nothing, so it says nothing."""

    __tablename__ = "opaque_key"
    __table_args__ = (UniqueConstraint("receiver_id", "citizen_id"),)

    key: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    receiver_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("receiver.id"))
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)


class Release(Base):
    """One thing a citizen let go to one unit; undone by her until it leaves, lapsed with its consent."""

    __tablename__ = "release"
    __table_args__ = (
        Index(
            "uq_release_reading",
            *("reading_id", "kind", "unit_id"),
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_release_citizen", "citizen_id", "released_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(40), default="who5-index", server_default="who5-index")
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # how often she has sent it anew
    reading_id: Mapped[uuid.UUID]  # what it is about; no foreign key: what was sent is known longer than it is kept
    consent_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("consent.id"))
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"))
    released_at: Mapped[datetime] = mapped_column(Moment)
    leaves_at: Mapped[datetime] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    lapsed_at: Mapped[datetime | None] = mapped_column(Moment)
    removal_asked_at: Mapped[datetime | None] = mapped_column(Moment)  # after the withdrawal, by herself


class Delivery(Base):
    """One fact on its way to one receiver; its id is the `webhook-id`, the same over all attempts."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("fact_id", "receiver_id"),
        Index("ix_delivery_due", "next_due", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_delivery_subject", "subject_id"),
        Index("ix_delivery_turn", "receiver_id", "citizen_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_delivery_free", "receiver_id", "next_due", sqlite_where=_FREE, postgresql_where=_FREE),
        Index(
            "ix_delivery_under_way", "receiver_id", "claimed_at", sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    fact_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("fact.id"))
    receiver_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("receiver.id"))
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[uuid.UUID]
    version: Mapped[int]
    told_at: Mapped[datetime | None] = mapped_column(Moment)  # when its fact was written: the order for one citizen
    next_due: Mapped[datetime] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    claim_id: Mapped[uuid.UUID | None]
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    maybe_arrived_at: Mapped[datetime | None] = mapped_column(Moment)
    delivered_at: Mapped[datetime | None] = mapped_column(Moment)  # the first time; a replay leaves it as it is
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str | None] = mapped_column(String(20))
    last_status: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(String(60))
    lines: Mapped[dict[str, list[str]] | None] = mapped_column(JSON(none_as_null=True))  # names only: `holding`


class ApiClient(Base):
    """An outside system of a unit that may ask and write; its names for citizens are those of its receiver."""

    __tablename__ = "api_client"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"), index=True)
    receiver_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("receiver.id"), index=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)  # as staff read it beside what came from there
    scopes: Mapped[list[str]] = mapped_column(JSON)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]  # the first day on which it is let in no more
    made_at: Mapped[datetime] = mapped_column(Moment)
    last_used_on: Mapped[date | None]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class ApiSecret(Base):
    """One secret of a client as a keyed hash; two may live side by side while it is changed."""

    __tablename__ = "api_secret"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    client_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("api_client.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class ApiToken(Base):
    """A bearer token of one hour, as a keyed hash."""

    __tablename__ = "api_token"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    client_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("api_client.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True)


class ApiAttempt(Base):
    """A request for a token that was refused; where it came from is a keyed hash."""

    __tablename__ = "api_attempt"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    failed_at: Mapped[datetime] = mapped_column(Moment, index=True)


class InboundItem(Base):
    """One thing a client wrote, under the client's own identifier: whose, what it became here, and what was given."""

    __tablename__ = "inbound_item"
    __table_args__ = (UniqueConstraint("client_id", "kind", "identifier"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    client_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("api_client.id"))
    kind: Mapped[str] = mapped_column(String(20))
    identifier: Mapped[str] = mapped_column(String(120))
    citizen_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)  # what it became here
    version: Mapped[int]
    given: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    first_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
