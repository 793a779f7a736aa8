"""Relations that an outside system owns: given to staff when that system is no more."""

from sqlalchemy import update

from companion.caseload.records import Relation
from companion.foundation.database import transaction


def release(source: str) -> None:
    """What this system owned is staff's to end from now on."""
    theirs = update(Relation).where(Relation.source == source).values(source=None)
    with transaction() as session:
        session.execute(theirs, execution_options={"synchronize_session": False})
