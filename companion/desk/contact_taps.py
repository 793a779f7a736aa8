"""A contact that is logged, or was a slip of the finger, and what staff were asked because nobody reached her."""

import uuid

from companion.caseload import contacting
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.nudges import lost_phones


def log(*, citizen: uuid.UUID, kind: str, actor: audit.Actor) -> uuid.UUID:
    """Logged from here on; whoever was to call because her last phone went need not. Raises like `contacting.log`."""
    with transaction():
        made = contacting.log(citizen=citizen, kind=kind, actor=actor)
        lost_phones.after_contact(citizen=citizen, kind=kind, actor=actor)
        return made


def take_back(*, contact_id: uuid.UUID, actor: audit.Actor) -> None:
    """Nothing was logged: whoever was to call is asked again. Raises NotFound or TooLateToTakeBack."""
    with transaction():
        contact = contacting.one(contact_id, actor=actor)
        contacting.take_back(contact_id=contact_id, actor=actor)
        lost_phones.no_contact(citizen=contact.citizen_id, since=contact.at, actor=actor)
