"""Receivers rest when they fail, have two secrets while one is replaced, and end; more kinds of fact can be let go."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0031"
down_revision = "0030"
_STANDS = sa.text("undone_at IS NULL AND lapsed_at IS NULL")
_OPEN = sa.text("ended_at IS NULL")
_UNDER_WAY = sa.text("ended_at IS NULL AND claim_id IS NOT NULL")


def upgrade() -> None:
    """Add columns that older code leaves alone; what was let go so far are numbers of well-being."""
    op.add_column("receiver", sa.Column("secret_before", sa.LargeBinary(), nullable=True))
    op.add_column("receiver", sa.Column("failures", sa.Integer(), server_default="0", nullable=False))
    op.add_column("receiver", sa.Column("rests_until", Moment(), nullable=True))
    op.add_column("receiver", sa.Column("ended_at", Moment(), nullable=True))
    op.add_column("release", sa.Column("kind", sa.String(length=40), server_default="who5-index", nullable=False))
    op.add_column("release", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.drop_index("uq_release_reading", table_name="release")
    columns = ["reading_id", "kind", "unit_id"]
    _index("uq_release_reading", "release", columns, unique=True, where=_STANDS)
    op.add_column("delivery", sa.Column("told_at", Moment(), nullable=True))
    op.add_column("delivery", sa.Column("delivered_at", Moment(), nullable=True))
    op.execute("UPDATE delivery SET told_at = (SELECT at FROM fact WHERE fact.id = delivery.fact_id)")
    op.execute("UPDATE delivery SET delivered_at = ended_at WHERE outcome = 'delivered'")
    _index("ix_delivery_turn", "delivery", ["receiver_id", "citizen_id"], where=_OPEN)
    _index("ix_delivery_under_way", "delivery", ["receiver_id"], where=_UNDER_WAY)


def downgrade() -> None:
    """Take them away again."""
    op.drop_index("ix_delivery_under_way", table_name="delivery")
    op.drop_index("ix_delivery_turn", table_name="delivery")
    for name in ("delivered_at", "told_at"):
        op.drop_column("delivery", name)
    op.drop_index("uq_release_reading", table_name="release")
    _index("uq_release_reading", "release", ["reading_id"], unique=True, where=_STANDS)
    for name in ("version", "kind"):
        op.drop_column("release", name)
    for name in ("ended_at", "rests_until", "failures", "secret_before"):
        op.drop_column("receiver", name)


def _index(name: str, table: str, columns: list[str], *, where: sa.TextClause, unique: bool = False) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)
