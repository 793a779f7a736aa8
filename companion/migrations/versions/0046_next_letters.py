"""What is due next at a receiver, and what was claimed there first, are found by indexes however many letters wait."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0043"

FREE = sa.text("ended_at IS NULL AND claim_id IS NULL")
UNDER_WAY = sa.text("ended_at IS NULL AND claim_id IS NOT NULL")


def upgrade() -> None:
    """One more index, and one more column in that of the few under way; nothing is rewritten."""
    _index("ix_delivery_free", ["receiver_id", "next_due"], FREE)
    op.drop_index("ix_delivery_under_way", "delivery")
    _index("ix_delivery_under_way", ["receiver_id", "claimed_at"], UNDER_WAY)


def downgrade() -> None:
    """As it was."""
    op.drop_index("ix_delivery_under_way", "delivery")
    _index("ix_delivery_under_way", ["receiver_id"], UNDER_WAY)
    op.drop_index("ix_delivery_free", "delivery")


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "delivery", columns, sqlite_where=where, postgresql_where=where)
