"""What the audit says of a delivery, to the citizen and to whoever proves it."""

import uuid

from companion.foundation import audit
from companion.sync.allow_list import purpose_of
from companion.sync.consent_over import OVER
from companion.sync.records import Delivery
from companion.sync.removals import REMOVAL
from companion.sync.told import WHO5


def arrival(delivery: Delivery, what: str) -> str:
    """It has arrived."""
    known = {REMOVAL: "removal.delivered", OVER: "consent.end-delivered"}
    return known.get(delivery.kind) or f"{called(what)}.delivered"


def called(what: str) -> str:
    """The audit's word for it: numbers of well-being have had one of their own from the start."""
    return "reading" if what == WHO5 else "fact"


def write(event: str, delivery: Delivery, about: tuple[uuid.UUID, str, uuid.UUID]) -> None:
    """One line in the open transaction; `about` is the unit, the kind of fact and its subject."""
    unit, what, subject = about
    audit.write(
        event=event,
        citizen=delivery.citizen_id,
        actor=audit.WORKER,
        unit=unit,
        purpose=purpose_of(what),
        about=subject,
    )
