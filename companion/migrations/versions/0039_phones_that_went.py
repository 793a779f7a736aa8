"""A phone that stopped taking notices by itself names the moment when somebody has to be asked to call."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0039"
down_revision = "0038"
_WAITS = sa.text("look_due IS NOT NULL")


def upgrade() -> None:
    """Add an empty column with an index of its own; phones that went before are told by the next message."""
    op.add_column("push_device", sa.Column("look_due", Moment(), nullable=True))
    op.create_index(
        "ix_push_device_look_due", "push_device", ["look_due"], sqlite_where=_WAITS, postgresql_where=_WAITS
    )


def downgrade() -> None:
    """Take both away again."""
    op.drop_index("ix_push_device_look_due", table_name="push_device")
    op.drop_column("push_device", "look_due")
