"""Which block of the page is pointed at, by its own name: a number alone says nothing to a screen with other blocks."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    """A talk that goes on lights nothing at the desk until the next finger."""
    op.add_column("conversation", sa.Column("block", sa.String(length=60), nullable=True))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("conversation", "block")
