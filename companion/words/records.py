"""What a reader says is wrong about a text of the app; who said it is not kept."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED


class WordingNote(Base):
    """One note: on which page, in which language, and what is wrong there."""

    __tablename__ = "wording_note"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    language: Mapped[str] = mapped_column(String(10))
    page: Mapped[str] = mapped_column(String(80))  # the name of the page, never its address
    words: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    made_at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
