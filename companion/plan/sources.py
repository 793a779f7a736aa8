"""What an outside system owns, in plans and in the catalogue: given to staff when that system is no more."""

from sqlalchemy import update

from companion.foundation.database import transaction
from companion.plan.records import Card, CatalogueMeasure, Goal, Plan

_OWNED = (
    (Plan, Plan.purpose_source),
    (Goal, Goal.source),
    (Card, Card.source),
    (CatalogueMeasure, CatalogueMeasure.system),
)


def release(source: str) -> None:
    """What this system owned is staff's to change from now on."""
    for record, column in _OWNED:
        theirs = update(record).where(column == source).values({column.key: None})
        with transaction() as session:
            session.execute(theirs, execution_options={"synchronize_session": False})
