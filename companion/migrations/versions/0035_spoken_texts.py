"""Fixed texts read aloud by a person: check-in, consent and the notice about data."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """Add an empty table."""
    op.create_table(
        "spoken_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("piece", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sound", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name="fk_spoken_text_recorded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_spoken_text"),
    )
    op.create_index("ix_spoken_text_place", "spoken_text", ["piece", "language"])


def downgrade() -> None:
    """Take it away again; every recording in it goes."""
    op.drop_table("spoken_text")
