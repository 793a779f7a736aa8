"""Somebody's account is closed: whoever had only that name to call is told, and counted, never lost silently."""

import uuid
from collections.abc import Sequence

from companion.accounts import leaving
from companion.caseload.service import charges_of
from companion.foundation import audit
from companion.foundation.database import transaction


def disable(*, person: uuid.UUID, actor: audit.Actor) -> Sequence[uuid.UUID]:
    """Close this person's account. Returns the citizens who have no responsible person now. Raises NotFound."""
    with transaction():
        leaving.disable(person=person, actor=actor)
        without = [charge.citizen_id for charge in charges_of(person) if charge.responsible]
        for citizen in without:
            audit.write(event="responsible.missing", citizen=citizen, actor=actor, about=person)
    return without
