"""A task says who may see it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Until now a task was shown to its owner whatever her role; those that are there stay so."""
    op.add_column("task", sa.Column("visible_to", sa.String(length=20), nullable=False, server_default="all"))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("task", "visible_to")
