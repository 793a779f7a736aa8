"""How long worries had waited for an answer on one day, for figures about groups."""

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import or_, select

from companion.concerns.records import Concern
from companion.foundation import clock
from companion.foundation.database import reading

AGES = (("two-days", timedelta(days=2)), ("a-week", timedelta(days=7)))
OLDER = "older"
AGE_KEYS = (*(key for key, _most in AGES), OLDER)


def unanswered(day: date) -> Counter[tuple[str, str, str]]:
    """(circle, receiver, age) → how many worries nobody had answered when this day began."""
    moment = clock.midnight(day)
    waiting = (
        Concern.sent_at < moment,
        or_(Concern.replied_at.is_(None), Concern.replied_at >= moment),
        or_(Concern.closed_at.is_(None), Concern.closed_at >= moment),
    )
    with reading() as db:
        rows = db.execute(select(Concern.visible_to, Concern.receiver, Concern.sent_at).where(*waiting)).all()
    return Counter((row.visible_to, row.receiver, _age(moment - row.sent_at)) for row in rows)


def _age(waited: timedelta) -> str:
    return next((key for key, most in AGES if waited <= most), OLDER)
