"""The measures a municipality offers."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the catalogue; it is empty, and the shipped task types are shown until it is filled."""
    op.create_table(
        "catalogue_measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("task_type", sa.String(length=64), nullable=False),
        sa.Column("unit_kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("owner", sa.JSON(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("self_referral", sa.Boolean(), nullable=False),
        sa.Column("without_name", sa.Boolean(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("waiting_weeks", sa.Integer(), nullable=True),
        sa.Column("kl_term", sa.String(length=80), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_measure"),
        sa.UniqueConstraint("key", name="uq_catalogue_measure_key"),
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("catalogue_measure")
