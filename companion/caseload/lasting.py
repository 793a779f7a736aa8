"""The staff who are there for a citizen for longer than a day: who can own a part of her plan."""

import uuid
from collections.abc import Sequence

from sqlalchemy import bindparam, select

from companion.accounts.contacts import Contact, contacts
from companion.caseload.records import Relation
from companion.foundation import clock
from companion.foundation.database import reading

_LASTING = (
    select(Relation.staff_id)
    .where(
        Relation.citizen_id == bindparam("citizen"),
        Relation.reason.is_(None),  # somebody of 24 hours owns nothing
        Relation.starts_on <= bindparam("day"),
        Relation.ends_on.is_(None) | (Relation.ends_on > bindparam("day")),
    )
    .distinct()
)


def lasting_staff(citizen: uuid.UUID) -> Sequence[Contact]:
    """Everybody with a lasting relation today who has a role, by name. The reader's circle is the caller's to mind."""
    with reading() as db:
        staff = list(db.scalars(_LASTING, {"citizen": citizen, "day": clock.today()}))
    return sorted(contacts(staff).values(), key=lambda one: (one.name, one.person_id))
