"""What she says back of an agreement, while they talk; and which course pages and offers readers want translated."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    """Nobody has said anything back of a card yet."""
    op.create_table(
        "teach_back",
        sa.Column("about", sa.Uuid(), primary_key=True),
        sa.Column("citizen_id", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("picture", sa.String(length=20), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("said_at", Moment(), nullable=False),
    )
    op.create_index("ix_teach_back_citizen_id", "teach_back", ["citizen_id"])
    op.create_index("ix_teach_back_said_at", "teach_back", ["said_at"])
    op.create_table(
        "wanted_translation",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.UniqueConstraint("place", "key", "language"),
    )
    op.add_column("plan_card", sa.Column("teach_back", sa.String(length=20), nullable=True))


def downgrade() -> None:
    """Take them away again."""
    op.drop_column("plan_card", "teach_back")
    op.drop_table("wanted_translation")
    op.drop_table("teach_back")
