"""One piece of news knows every new meeting it tells of; a meeting knows who changed it last."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0038"


def upgrade() -> None:
    """Add two empty columns: news from before tells of one meeting, and nobody is known to have changed any."""
    op.add_column("message", sa.Column("also", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("appointment", sa.Column("changed_by", sa.Uuid(), nullable=True))


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("appointment") as table:
        table.drop_column("changed_by")
    with op.batch_alter_table("message") as table:
        table.drop_column("also")
