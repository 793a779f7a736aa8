"""Which running programme of a citizen a member of staff leads: what somebody else leads is not told."""

import uuid
from datetime import date

from sqlalchemy import select

from companion.foundation import clock
from companion.foundation.database import reading
from companion.programmes.records import Enrolment


def led_by(citizen: uuid.UUID, staff: uuid.UUID) -> date | None:
    """The first day of the newest programme that this member of staff leads and that has not ended."""
    led = select(Enrolment.starts_on).where(
        Enrolment.citizen_id == citizen,
        Enrolment.staff_id == staff,
        Enrolment.ended_on.is_(None) | (Enrolment.ended_on > clock.today()),
    )
    with reading() as db:
        first: date | None = db.execute(led.order_by(Enrolment.starts_on.desc()).limit(1)).scalar()
    return first
