"""A fact that could not be passed on is marked, so that it stops no other and an operator sees it."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0037"
down_revision = "0036"
FAILED = sa.text("failed_at IS NOT NULL")


def upgrade() -> None:
    """Add an empty column, and an index of what stands in it."""
    op.add_column("fact", sa.Column("failed_at", Moment(), nullable=True))
    op.create_index("ix_fact_failed", "fact", ["failed_at"], sqlite_where=FAILED, postgresql_where=FAILED)


def downgrade() -> None:
    """Take it away again; which facts failed is forgotten."""
    op.drop_index("ix_fact_failed", table_name="fact")
    with op.batch_alter_table("fact") as fact:
        fact.drop_column("failed_at")
