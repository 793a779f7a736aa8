"""A case ends, or somebody moves away: that day nobody is there for her, nothing is shared, nothing comes any more."""

import uuid

from companion.accounts import ended
from companion.appointments import service as appointments
from companion.caseload import relations
from companion.caseload.service import charges_of
from companion.consent import service as consent
from companion.foundation import audit
from companion.foundation.database import in_turn, transaction
from companion.foundation.errors import N_, Invalid, NotFound
from companion.nudges import service as nudges
from companion.programmes import service as programmes
from companion.tasks import service as tasks


class SayThatItEnds(Invalid):
    """All of it ends at once: the box has to be ticked first."""

    sentence = N_("Sæt kryds, hvis forløbet skal slutte i dag.")


def end(*, citizen: uuid.UUID, actor: audit.Actor) -> None:
    """Relations, consents, sending, tasks, meetings and programmes end today; her copy is readable for 90 days.

    What waits to be sent is dropped when it is claimed: no consent stands any more. Raises NotFound or HasEnded.
    """
    with transaction():
        in_turn(citizen)
        ended.end(citizen=citizen, actor=actor)
        consent.end_all(citizen=citizen, actor=actor)
        appointments.cancel_all(citizen=citizen, actor=actor)
        programmes.end_all(citizen=citizen)
        tasks.lapse(citizen=citizen, actor=actor)
        nudges.close(citizen=citizen, actor=actor)
        relations.end_all(citizen)


def require_responsible(*, citizen: uuid.UUID, staff: uuid.UUID) -> None:
    """Only who is responsible ends a case. Raises NotFound for everybody else."""
    if citizen not in {charge.citizen_id for charge in charges_of(staff) if charge.responsible}:
        raise NotFound
