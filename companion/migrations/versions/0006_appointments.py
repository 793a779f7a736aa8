"""Appointments."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    _appointment()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("appointment")


def _appointment_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("track", sa.String(length=40), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("place", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("directions", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("owner_role", sa.String(length=40), nullable=False),
        sa.Column("interpreter_language", sa.String(length=10), nullable=True),
        sa.Column("interpreter_state", sa.String(length=20), nullable=True),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("series", sa.String(length=80), nullable=True),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("declined_at", Moment(), nullable=True),
        sa.Column("cancelled_at", Moment(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
    ]


def _appointment() -> None:
    op.create_table(
        "appointment",
        *_appointment_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_appointment_citizen_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_appointment_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
    )
    op.create_index("ix_appointment_citizen_id_ends_at", "appointment", ["citizen_id", "ends_at"], unique=False)
    op.create_index("ix_appointment_owner_id", "appointment", ["owner_id"], unique=False)
    op.create_index("ix_appointment_series", "appointment", ["series"], unique=False)
