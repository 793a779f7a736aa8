"""Audit and journal."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _audit_line()
    _fact()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("fact")
    op.drop_table("audit_line")


def _audit_line_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_role", sa.String(length=40), nullable=False),
        sa.Column("actor_unit_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(length=60), nullable=True),
        sa.Column("about", sa.Uuid(), nullable=True),
    ]


def _audit_line() -> None:
    op.create_table("audit_line", *_audit_line_columns(), sa.PrimaryKeyConstraint("id", name="pk_audit_line"))
    op.create_index("ix_audit_line_citizen_id", "audit_line", ["citizen_id"], unique=False)


def _fact_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("dispatched_at", Moment(), nullable=True),
    ]


def _fact() -> None:
    op.create_table("fact", *_fact_columns(), sa.PrimaryKeyConstraint("id", name="pk_fact"))
    op.create_index(
        "ix_fact_undispatched",
        "fact",
        ["at"],
        unique=False,
        sqlite_where=sa.text("dispatched_at IS NULL"),
        postgresql_where=sa.text("dispatched_at IS NULL"),
    )
