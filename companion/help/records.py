"""Help lines as they were edited here; where a line of the file has the same key, this one counts."""

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, String
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment
from companion.language.text import Text


class EditedLine(Base):
    """One line, whole, as an administrator last wrote it; a removed one hides the line of the file too."""

    __tablename__ = "help_line"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    region: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(20))
    low: Mapped[bool] = mapped_column(Boolean)
    languages: Mapped[list[str]] = mapped_column(JSON)
    name: Mapped[Text] = mapped_column(JSON)
    hours: Mapped[Text] = mapped_column(JSON)
    verified_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
