"""Consent."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    _consent()
    _consent_text_approval()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("consent_text_approval")
    op.drop_table("consent")


def _consent_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("data_class", sa.String(length=40), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
    ]


def _consent() -> None:
    op.create_table(
        "consent",
        *_consent_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_consent_citizen_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_consent_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )
    op.create_index(
        "uq_consent_live",
        "consent",
        ["citizen_id", "purpose", "unit_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _consent_text_approval_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("approved_at", Moment(), nullable=False),
    ]


def _consent_text_approval() -> None:
    op.create_table(
        "consent_text_approval",
        *_consent_text_approval_columns(),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_consent_text_approval_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_consent_text_approval_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consent_text_approval"),
    )
    op.create_index(
        "uq_consent_text_approval",
        "consent_text_approval",
        ["purpose", "language", "text_version", "unit_id"],
        unique=True,
    )
