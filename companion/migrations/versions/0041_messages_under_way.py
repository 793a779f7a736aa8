"""When the first message under way was taken is found by an index: a look costs the same however many wait."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"

UNDER_WAY = sa.text("ended_at IS NULL AND claim_id IS NOT NULL")


def upgrade() -> None:
    """Add the index; nothing is rewritten."""
    op.create_index(
        "ix_message_under_way", "message", ["claimed_at"], sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_index("ix_message_under_way", "message")
