"""Lines of a plan that an outside system owns: given to staff when that system is no more."""

from sqlalchemy import update

from companion.foundation.database import transaction
from companion.plan.records import Card, Goal, Plan


def release(source: str) -> None:
    """What this system owned is staff's to change from now on."""
    for record, column in ((Plan, Plan.purpose_source), (Goal, Goal.source), (Card, Card.source)):
        theirs = update(record).where(column == source).values({column.key: None})
        with transaction() as session:
            session.execute(theirs, execution_options={"synchronize_session": False})
