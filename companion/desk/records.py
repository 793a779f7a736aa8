"""When a member of staff last looked at her desk, and since when her own phone may keep the day's list."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment


class DeskLook(Base):
    """One row for each member of staff, overwritten: the last look and the one before it, no history of anybody."""

    __tablename__ = "desk_look"

    staff_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), primary_key=True)
    looked_at: Mapped[datetime] = mapped_column(Moment)
    before_at: Mapped[datetime] = mapped_column(Moment)
    keep_since: Mapped[datetime | None] = mapped_column(Moment)
