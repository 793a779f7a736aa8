"""Who is there for a citizen, as the unit's own system says; it never takes responsibility from another unit."""

import uuid

from companion.accounts.contacts import contacts
from companion.caseload import relations
from companion.caseload import service as caseload
from companion.foundation import audit
from companion.foundation.errors import N_, Conflict
from companion.sync.api_models import RelationIn


class ResponsibleElsewhere(Conflict):
    """Somebody of another unit is responsible: people hand that over, not systems."""

    sentence = N_("En anden enhed har ansvaret. Det giver man videre med hånden.")


def put(citizen: uuid.UUID, given: RelationIn, actor: audit.Actor) -> uuid.UUID:
    """From today this member of staff is there for her, once; the key of the member of staff."""
    contact = contacts([given.staff])[given.staff]
    known = {one.citizen_id: one for one in caseload.charges_of(given.staff) if one.lasting}.get(citizen)
    if given.responsible and not (known and known.responsible):
        _require_free(citizen, contact.unit_id)
        relations.put_in_charge(citizen=citizen, contact=contact, actor=actor)
    elif known is None:
        caseload.relate(
            citizen=citizen,
            staff=contact.person_id,
            role=contact.role,
            unit=contact.unit_id,
            responsible=False,
            actor=actor,
        )
    return given.staff


def end(citizen: uuid.UUID, staff: uuid.UUID, actor: audit.Actor) -> None:
    """No longer there for her, from today. Raises NotFound."""
    relations.end(citizen=citizen, staff=staff, actor=actor)


def _require_free(citizen: uuid.UUID, unit: uuid.UUID) -> None:
    held = caseload.responsible_for(citizen)
    if held is not None and held.unit_id != unit:
        raise ResponsibleElsewhere
