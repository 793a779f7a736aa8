"""A worry may be answered by an outside system: then no member of staff here has answered, and it says which system."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Add a source; the answers that are there keep their member of staff."""
    with op.batch_alter_table("concern_reply") as table:
        table.add_column(sa.Column("source", sa.String(length=60), nullable=True))
        table.alter_column("staff_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    """Take it away; answers from outside go with it, because nobody here gave them."""
    op.execute("DELETE FROM concern_reply WHERE staff_id IS NULL")
    with op.batch_alter_table("concern_reply") as table:
        table.alter_column("staff_id", existing_type=sa.Uuid(), nullable=False)
        table.drop_column("source")
