"""Phones that take notices, what was carried to each, and e-mail addresses; never what a notice is about."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED

_TO_LOOK_AT = text("look_due IS NOT NULL")


class PushDevice(Base):
    """One browser that takes notices for one person; when it ends, address and keys go and only times stay."""

    __tablename__ = "push_device"
    __table_args__ = (
        Index("ix_push_device_person_id_ended_at", "person_id", "ended_at"),
        Index("ix_push_device_look_due", "look_due", sqlite_where=_TO_LOOK_AT, postgresql_where=_TO_LOOK_AT),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    sign_in_id: Mapped[uuid.UUID]  # no foreign key: the sign-in may be forgotten before this row
    endpoint_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    subscription: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    vapid_kid: Mapped[str] = mapped_column(String(8))  # the key it was made under; a phone changes it when it opens
    device: Mapped[str | None] = mapped_column(String(20))
    made_at: Mapped[datetime] = mapped_column(Moment)
    renewed_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_why: Mapped[str | None] = mapped_column(String(20))
    look_due: Mapped[datetime | None] = mapped_column(Moment)  # when somebody sees whether she has a phone left


class PushNotice(Base):
    """One notice on one way: its id is all that a phone learns, and what its tag is made of."""

    __tablename__ = "push_notice"
    __table_args__ = (UniqueConstraint("delivery_id", "route"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    delivery_id: Mapped[uuid.UUID]
    route: Mapped[str] = mapped_column(String(36))  # the device's id, or the channel that has no device
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    device_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("push_device.id"), index=True)
    sent_as: Mapped[str] = mapped_column(String(10))
    claimed_at: Mapped[datetime] = mapped_column(Moment)
    carried: Mapped[str | None] = mapped_column(String(10))
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    shown_at: Mapped[datetime | None] = mapped_column(Moment)
    tapped_at: Mapped[datetime | None] = mapped_column(Moment)


class MailAddress(Base):
    """The e-mail address a person gave for notices, sealed."""

    __tablename__ = "mail_address"

    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), primary_key=True)
    address: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    made_at: Mapped[datetime] = mapped_column(Moment)
