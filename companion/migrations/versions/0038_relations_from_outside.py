"""Who is there for a citizen may be said by an outside system: then it says which, and only that system ends it."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Add an empty column; relations from before belong to people here."""
    op.add_column("relation", sa.Column("source", sa.String(length=60), nullable=True))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("relation", "source")
