"""Plan and programmes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    _enrolment()
    _plan()
    _plan_card()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("plan_card")
    op.drop_table("plan")
    op.drop_table("enrolment")


def _enrolment_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.String(length=64), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
    ]


def _enrolment() -> None:
    op.create_table(
        "enrolment",
        *_enrolment_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_enrolment_citizen_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name="fk_enrolment_staff_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_enrolment_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment"),
    )
    op.create_index("ix_enrolment_staff_id", "enrolment", ["staff_id"], unique=False)
    op.create_index("uq_enrolment_episode", "enrolment", ["citizen_id", "programme_id", "episode"], unique=True)


def _plan_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.JSON(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def _plan() -> None:
    op.create_table(
        "plan",
        *_plan_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_plan_citizen_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_plan_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
    )
    op.create_index("ix_plan_citizen_id", "plan", ["citizen_id"], unique=False)
    op.create_index(
        "uq_plan_open",
        "plan",
        ["citizen_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )


def _plan_card_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("track", sa.String(length=40), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("owner_role", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.String(length=64), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=True),
        sa.Column("letter_reference", sa.String(length=80), nullable=True),
        sa.Column("agreed_at", Moment(), nullable=True),
        sa.Column("declined_at", Moment(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
    ]


def _plan_card() -> None:
    op.create_table(
        "plan_card",
        *_plan_card_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_plan_card_citizen_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_plan_card_owner_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_card_plan_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_plan_card_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_card"),
    )
    op.create_index("ix_plan_card_citizen_id", "plan_card", ["citizen_id"], unique=False)
    op.create_index("ix_plan_card_plan_id", "plan_card", ["plan_id"], unique=False)
    op.create_index("uq_plan_card_key", "plan_card", ["plan_id", "programme_id", "key"], unique=True)
