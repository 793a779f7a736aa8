"""News knows every new meeting it tells of, a meeting who changed it last; and wishes to be called wait to ring."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    """Add two empty columns and a table: news from before tells of one meeting, and nothing waits to ring."""
    op.add_column("message", sa.Column("also", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("appointment", sa.Column("changed_by", sa.Uuid(), nullable=True))
    op.create_table(
        "call_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("next_due", Moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_notice")),
        sa.UniqueConstraint("task_id", name=op.f("uq_call_notice_task_id")),
    )
    op.create_index(op.f("ix_call_notice_next_due"), "call_notice", ["next_due"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("call_notice")
    with op.batch_alter_table("appointment") as table:
        table.drop_column("changed_by")
    with op.batch_alter_table("message") as table:
        table.drop_column("also")
