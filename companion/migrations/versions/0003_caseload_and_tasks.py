"""Caseload and tasks."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    _relation()
    _task()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("task")
    op.drop_table("relation")


def _relation_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("responsible", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
    ]


def _relation() -> None:
    op.create_table(
        "relation",
        *_relation_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_relation_citizen_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name="fk_relation_staff_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_relation_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_relation"),
    )
    op.create_index("ix_relation_citizen_id", "relation", ["citizen_id"], unique=False)
    op.create_index("ix_relation_staff_id_ends_on", "relation", ["staff_id", "ends_on"], unique=False)


def _task_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("with_interpreter", sa.Boolean(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
    ]


def _task() -> None:
    op.create_table(
        "task",
        *_task_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_task_citizen_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_task_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
    )
    op.create_index("ix_task_citizen_id", "task", ["citizen_id"], unique=False)
    op.create_index(
        "ix_task_open",
        "task",
        ["owner_id", "asked_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
