"""`/me/receipts`: what has arrived from her in the last ninety days, each with its receipt."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.foundation import audit, clock, intake
from companion.foundation.database import reading
from companion.web.page import page

receipts_room = Blueprint("receipts", __name__)
RECEIPT_LIFE = timedelta(days=90)  # as on the phone: so long may she ask "did it arrive?"
ARRIVALS = ("check-in.received", "asked.call-me")


@dataclass(frozen=True)
class Arrival:
    """One thing of hers that arrived."""

    event: str
    at: datetime
    receipt: str


@receipts_room.get("/me/receipts")
@signed_in_as("citizen", keep="own")
def receipts() -> Response:
    """Newest first; on her own phone it works without a connection."""
    with reading():
        return page("me/receipts.html", arrivals=_arrivals(me().person_id))


def _arrivals(citizen: uuid.UUID) -> Sequence[Arrival]:
    lines = audit.lines_about(citizen, since=clock.now() - RECEIPT_LIFE, limit=None)
    mine = [line for line in lines if line.event in ARRIVALS and line.about and line.actor_id == citizen]
    return [Arrival(line.event, line.at, intake.receipt(line.about)) for line in mine]
