"""Phones that went by themselves wait to be looked at, and a replaced note is another thing than a stopped one."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0039"
down_revision = "0038"
_WAITS = sa.text("look_due IS NOT NULL")
_REPLACED = "UPDATE status_note SET replaced_at = stopped_at WHERE stopped_at IS NOT NULL AND answered_in IS NULL"


def upgrade() -> None:
    """Phones that went before are told by the next message.

    Whoever stopped a note answered in a language; one that ended without an answer was replaced. It keeps `stopped_at`
    too: the code before must not take it for one that waits.
    """
    op.add_column("push_device", sa.Column("look_due", Moment(), nullable=True))
    op.create_index(
        "ix_push_device_look_due", "push_device", ["look_due"], sqlite_where=_WAITS, postgresql_where=_WAITS
    )
    op.add_column("status_note", sa.Column("replaced_at", Moment(), nullable=True))
    op.execute(_REPLACED)


def downgrade() -> None:
    """Take them away again; the code before knows replaced notes as stopped."""
    op.drop_column("status_note", "replaced_at")
    op.drop_index("ix_push_device_look_due", table_name="push_device")
    op.drop_column("push_device", "look_due")
