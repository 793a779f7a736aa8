"""What a municipality chose over its settings; and what is due next at a receiver is found by an index.

So is what was claimed there first, however many letters wait.
"""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0045"
down_revision = "0044"

FREE = sa.text("ended_at IS NULL AND claim_id IS NULL")
UNDER_WAY = sa.text("ended_at IS NULL AND claim_id IS NOT NULL")
HOLDS = sa.text("agreed_at IS NOT NULL AND ended_at IS NULL")


def upgrade() -> None:
    """Make the table. One more index, and one more column in that of the few under way; nothing is rewritten."""
    _index("ix_delivery_free", ["receiver_id", "next_due"], FREE)
    op.drop_index("ix_delivery_under_way", "delivery")
    _index("ix_delivery_under_way", ["receiver_id", "claimed_at"], UNDER_WAY)
    _own_choice()


def downgrade() -> None:
    """As it was."""
    op.drop_table("own_choice")
    op.drop_index("ix_delivery_under_way", "delivery")
    _index("ix_delivery_under_way", ["receiver_id"], UNDER_WAY)
    op.drop_index("ix_delivery_free", "delivery")


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "delivery", columns, sqlite_where=where, postgresql_where=where)


def _own_choice() -> None:
    op.create_table(
        "own_choice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("chosen_at", Moment(), nullable=False),
        sa.Column("chosen_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", Moment(), nullable=True),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_own_choice"),
    )
    op.create_index(
        "uq_own_choice_holds", "own_choice", ["about"], unique=True, sqlite_where=HOLDS, postgresql_where=HOLDS
    )
