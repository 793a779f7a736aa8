"""Check ins."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    _reading()
    _wording_switch()
    _check_in_invitation()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("check_in_invitation")
    op.drop_table("wording_switch")
    op.drop_table("reading")


def _reading_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.String(length=20), nullable=False),
        sa.Column("instrument_version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("captured_at", Moment(), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=True),
    ]


def _reading() -> None:
    op.create_table(
        "reading",
        *_reading_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_reading_citizen_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reading"),
    )
    op.create_index("ix_reading_citizen_id_received_at", "reading", ["citizen_id", "received_at"], unique=False)


def _wording_switch_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("switched_on_at", Moment(), nullable=False),
        sa.Column("switched_on_by", sa.Uuid(), nullable=False),
    ]


def _wording_switch() -> None:
    op.create_table(
        "wording_switch",
        *_wording_switch_columns(),
        sa.ForeignKeyConstraint(["switched_on_by"], ["person.id"], name="fk_wording_switch_switched_on_by"),
        sa.PrimaryKeyConstraint("id", name="pk_wording_switch"),
    )
    op.create_index("uq_wording_switch", "wording_switch", ["instrument", "language", "digest"], unique=True)


def _check_in_invitation_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.String(length=20), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
    ]


def _check_in_invitation() -> None:
    op.create_table(
        "check_in_invitation",
        *_check_in_invitation_columns(),
        sa.ForeignKeyConstraint(["answered_by"], ["reading.id"], name="fk_check_in_invitation_answered_by"),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_check_in_invitation_citizen_id"),
        sa.PrimaryKeyConstraint("id", name="pk_check_in_invitation"),
    )
    op.create_index("ix_check_in_invitation_citizen_id", "check_in_invitation", ["citizen_id"], unique=False)
