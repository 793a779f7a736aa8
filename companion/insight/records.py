"""What was published of a quarter, and the figures others publish; no person stands in either."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Numeric, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id


class Publication(Base):
    """One closed quarter, counted once by the worker and frozen; the method is that of its version."""

    __tablename__ = "insight_publication"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    begins: Mapped[date] = mapped_column(unique=True)
    method: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(Moment)


class FigureTable(Base):
    """One table of a publication as it may be read: hidden cells are not kept anywhere."""

    __tablename__ = "insight_table"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    publication_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("insight_publication.id"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    circle: Mapped[str] = mapped_column(String(20))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class OutsideFigure(Base):
    """A figure somebody else published about places, in per cent, with its source and day (case S42)."""

    __tablename__ = "outside_figure"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    what: Mapped[str] = mapped_column(String(200))
    area: Mapped[str] = mapped_column(String(80))
    percent: Mapped[Decimal] = mapped_column(Numeric(4, 1))
    source: Mapped[str] = mapped_column(String(300))
    published_on: Mapped[date]
    entered_at: Mapped[datetime] = mapped_column(Moment)
    entered_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))  # None: whoever operates it
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
