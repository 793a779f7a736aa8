"""Relations that last 24 hours and say why."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

COLUMNS = (
    ("made_at", sa.DateTime(timezone=True)),
    ("ends_at", sa.DateTime(timezone=True)),
    ("reason", sa.LargeBinary()),
)


def upgrade() -> None:
    """Add the columns; relations from before last as they did."""
    for name, kind in COLUMNS:
        op.add_column("relation", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Take them away again."""
    for name, _kind in reversed(COLUMNS):
        op.drop_column("relation", name)
