"""Which staff may open a citizen's plan: a relation to read it, a lasting one to write; all others find nothing."""

import uuid

from companion.accounts.circles import circles_of
from companion.accounts.rules import CITIZEN
from companion.caseload import service as caseload
from companion.foundation import audit
from companion.foundation.errors import NotFound


def require_reader(citizen: uuid.UUID, actor: audit.Actor) -> None:
    """Raises NotFound unless this role may see plans and this person is there for her, be it for 24 hours."""
    if actor.person_id is None or actor.role == CITIZEN or not circles_of(actor.role):
        raise NotFound
    if citizen not in {charge.citizen_id for charge in caseload.charges_of(actor.person_id)}:
        raise NotFound


def require_writer(citizen: uuid.UUID, actor: audit.Actor) -> None:
    """Raises NotFound unless this person is there for her, and not for 24 hours only."""
    require_reader(citizen, actor)
    assert actor.person_id is not None  # noqa: S101 - the reader has one
    caseload.require_relation(citizen=citizen, staff=actor.person_id)
