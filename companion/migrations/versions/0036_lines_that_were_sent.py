"""Each delivery knows which lines it told: their names, so that exactly they can be taken out again."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"

KEY, LIST = sa.Uuid(), sa.JSON(none_as_null=True)


def _table(name: str, **columns: Any) -> sa.TableClause:
    return sa.table(name, *(sa.column(one, kind) for one, kind in columns.items()))


DELIVERY = _table("delivery", id=KEY, subject_id=KEY, kind=None, outcome=None, maybe_arrived_at=None, lines=LIST)
RELEASE = _table("release", id=KEY, reading_id=KEY, unit_id=KEY, kind=None)
SHOWN = _table("indicator_release", reading_id=KEY, consent_id=KEY, indicators=LIST)
CONSENT = _table("consent", id=KEY, unit_id=KEY)
GOAL = _table("plan_goal", id=KEY, plan_id=KEY, parent_id=KEY, visible_to=None)


def upgrade() -> None:
    """Add it; what was sent before gets what it can have told at most, as far as that still stands here."""
    with op.batch_alter_table("delivery") as table:
        table.add_column(sa.Column("lines", sa.JSON(none_as_null=True), nullable=True))
    connection = op.get_bind()
    for sent in connection.execute(_sent()).all():
        told = _TOLD[sent.kind](connection, sent)
        values = {"lines": {"told": told, "gone": []}}
        connection.execute(sa.update(DELIVERY).where(DELIVERY.c.id == sent.id).values(values))


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("delivery") as table:
        table.drop_column("lines")


def _sent() -> Any:
    """Letters about plans, ratings and meetings that arrived, or may have."""
    there = DELIVERY.c.outcome.in_(("delivered", "was-on-its-way")) | DELIVERY.c.maybe_arrived_at.is_not(None)
    return (
        sa.select(DELIVERY.c.id, RELEASE.c.reading_id, RELEASE.c.unit_id, RELEASE.c.kind)
        .join_from(DELIVERY, RELEASE, RELEASE.c.id == DELIVERY.c.subject_id)
        .where(DELIVERY.c.kind == "reading.released", there)
        .where(RELEASE.c.kind.in_(_TOLD))
    )


def _ratings(connection: sa.Connection, sent: Any) -> list[str]:
    """Everything of this reading that she ever showed this unit."""
    query = (
        sa.select(SHOWN.c.indicators)
        .join_from(SHOWN, CONSENT, CONSENT.c.id == SHOWN.c.consent_id)
        .where(SHOWN.c.reading_id == sent.reading_id, CONSENT.c.unit_id == sent.unit_id)
    )
    return sorted({f"{key}:{sent.reading_id}" for shown in connection.scalars(query) for key in shown})


def _plan(connection: sa.Connection, sent: Any) -> list[str]:
    """The plan, and its goals that employment may see."""
    query = sa.select(GOAL.c.id, GOAL.c.parent_id).where(GOAL.c.plan_id == sent.reading_id, GOAL.c.visible_to == "all")
    goals = connection.execute(query).all()
    return [f"plan:{sent.reading_id}", *(f"{'sub-' if one.parent_id else ''}goal:{one.id}" for one in goals)]


def _meeting(_connection: sa.Connection, sent: Any) -> list[str]:
    return [f"meeting:{sent.reading_id}"]


_TOLD: dict[str, Callable[[sa.Connection, Any], list[str]]] = {
    "indicator-reading": _ratings,
    "plan-status": _plan,
    "meeting-answer": _meeting,
}
