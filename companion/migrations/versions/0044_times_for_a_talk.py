"""A time can be offered for a talk that is no meeting yet: it hangs on none until the citizen chooses it."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"

WITHOUT_A_MEETING = "DELETE FROM appointment_slot WHERE appointment_id IS NULL"


def upgrade() -> None:
    """Loosen one column and add another; nothing is rewritten."""
    with op.batch_alter_table("appointment_slot") as table:
        table.alter_column("appointment_id", existing_type=sa.Uuid(), nullable=True)
        table.add_column(sa.Column("form", sa.String(length=20), nullable=True))


def downgrade() -> None:
    """Take it away again, with the times that belong to no meeting."""
    op.execute(WITHOUT_A_MEETING)
    with op.batch_alter_table("appointment_slot") as table:
        table.drop_column("form")
        table.alter_column("appointment_id", existing_type=sa.Uuid(), nullable=False)
