"""How a phone was signed in, on what, and when it was last used."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns; until now every sign-in was the demo's."""
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("method", sa.String(length=20), nullable=False, server_default="demo"))
        table.add_column(sa.Column("device", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("last_seen_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("sign_in") as table:
        table.drop_column("last_seen_on")
        table.drop_column("device")
        table.drop_column("method")
