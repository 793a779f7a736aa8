"""When a check-in was answered, by our clock: what the phone's clock says is never believed by itself."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    """Add an empty column; an answer from before counts from the moment it reached us."""
    op.add_column("reading", sa.Column("answered_at", Moment(), nullable=True))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("reading", "answered_at")
