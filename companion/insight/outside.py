"""Figures others publish about places, such as how many are on benefits after retraining: entered with source and day.

No benefit data is collected here, and no figure says anything about a person (case S42).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import select, update

from companion.foundation import audit, clock
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound
from companion.insight.records import OutsideFigure

LONGEST_WHAT, LONGEST_AREA, LONGEST_SOURCE = 200, 80, 300  # letters, as the columns have them
EARLIEST = date(2000, 1, 1)  # an older day is a mistyped year


class TextMissing(Invalid):
    """What the figure is, where it holds, and who published it, each in a few words."""

    sentence = N_("Skriv tallets navn, sted og kilde.")


class PercentWrong(Invalid):
    """Between 0 and 100, with at most one decimal."""

    sentence = N_("Skriv et tal fra 0 til 100 med højst én decimal.")


class DayWrong(Invalid):
    """The day it was published is no later than today."""

    sentence = N_("Vælg den dag, tallet kom ud. Den kan ikke ligge i fremtiden.")


@dataclass(frozen=True)
class Figure:
    """One figure as its source gave it."""

    what: str
    area: str
    percent: Decimal
    source: str
    published_on: date


@dataclass(frozen=True)
class KnownFigure:
    """A figure that was entered."""

    id: uuid.UUID
    figure: Figure


def enter(*, what: str, area: str, percent: str, source: str, published_on: date | None, actor: audit.Actor) -> None:
    """Put one figure beside our own. Raises TextMissing, PercentWrong or DayWrong."""
    said = [" ".join(text.split()) for text in (what, area, source)]
    if any(not 0 < len(text) <= most for text, most in zip(said, _LONGEST, strict=True)):
        raise TextMissing
    if published_on is None or not EARLIEST <= published_on <= clock.today():
        raise DayWrong
    made = OutsideFigure(id=new_id(), what=said[0], area=said[1], source=said[2], percent=_percent(percent))
    made.published_on, made.entered_at = published_on, clock.now()
    made.entered_by = actor.person_id
    with transaction() as session:
        session.add(made)
        audit.write(event="figure.entered", citizen=None, actor=actor, about=made.id)


def remove(*, figure_id: uuid.UUID, actor: audit.Actor) -> None:
    """Take a figure away again; the row stays for whoever asks what stood there. Raises NotFound."""
    standing = update(OutsideFigure).where(OutsideFigure.id == figure_id, OutsideFigure.removed_at.is_(None))
    with transaction() as session:
        if session.scalar(standing.values(removed_at=clock.now()).returning(OutsideFigure.id)) is None:
            raise NotFound
        audit.write(event="figure.removed", citizen=None, actor=actor, about=figure_id)


def figures() -> Sequence[KnownFigure]:
    """What stands, newest first."""
    columns = ("what", "area", "percent", "source", "published_on")
    query = select(OutsideFigure.id, *(getattr(OutsideFigure, name) for name in columns))
    order = (OutsideFigure.published_on.desc(), OutsideFigure.what, OutsideFigure.area, OutsideFigure.id)
    with reading() as db:
        rows = db.execute(query.where(OutsideFigure.removed_at.is_(None)).order_by(*order)).all()
    return [KnownFigure(row.id, Figure(*row[1:])) for row in rows]


_LONGEST = (LONGEST_WHAT, LONGEST_AREA, LONGEST_SOURCE)


def _percent(written: str) -> Decimal:
    try:
        percent = Decimal(written.strip().rstrip("%").strip().replace(",", "."))
    except InvalidOperation:
        raise PercentWrong from None
    if not percent.is_finite() or not 0 <= percent <= 100 or percent != round(percent, 1):
        raise PercentWrong
    return percent
