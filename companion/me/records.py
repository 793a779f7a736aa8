"""The days on which retention ran, and a citizen's own card for bad days with whom she lets read it."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED


class RetentionRun(Base):
    """One Danish day; `removed` grows in the same transaction as the rows go, so a kill loses no count."""

    __tablename__ = "retention_run"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    day: Mapped[date] = mapped_column(unique=True)
    removed: Mapped[dict[str, int]] = mapped_column(JSON)
    began_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class UnwellCard(Base):
    """“When I am not well”, in a citizen's own words: all of it sealed."""

    __tablename__ = "unwell_card"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), unique=True)
    signs: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    helps: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    calls: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    written_at: Mapped[datetime] = mapped_column(Moment)


class UnwellShare(Base):
    """One member of staff by name may read that card, from her tick until she ends it."""

    __tablename__ = "unwell_share"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    shared_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
