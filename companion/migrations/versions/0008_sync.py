"""Sync."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    _receiver()
    _delivery()
    _opaque_key()
    _release()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("release")
    op.drop_table("opaque_key")
    op.drop_table("delivery")
    op.drop_table("receiver")


def _receiver_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("namespace", sa.Uuid(), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("paused_at", Moment(), nullable=True),
        sa.Column("paused_why", sa.String(length=60), nullable=True),
    ]


def _receiver() -> None:
    op.create_table(
        "receiver",
        *_receiver_columns(),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_receiver_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_receiver"),
    )
    op.create_index("ix_receiver_unit_id", "receiver", ["unit_id"], unique=False)


def _delivery_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=False),
        sa.Column("receiver_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("next_due", Moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.Column("maybe_arrived_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=60), nullable=True),
    ]


def _delivery() -> None:
    op.create_table(
        "delivery",
        *_delivery_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_delivery_citizen_id"),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name="fk_delivery_fact_id"),
        sa.ForeignKeyConstraint(["receiver_id"], ["receiver.id"], name="fk_delivery_receiver_id"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("fact_id", "receiver_id", name="uq_delivery_fact_id_receiver_id"),
    )
    op.create_index(
        "ix_delivery_due",
        "delivery",
        ["next_due"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_delivery_subject", "delivery", ["subject_id"], unique=False)


def _opaque_key_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("receiver_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
    ]


def _opaque_key() -> None:
    op.create_table(
        "opaque_key",
        *_opaque_key_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_opaque_key_citizen_id"),
        sa.ForeignKeyConstraint(["receiver_id"], ["receiver.id"], name="fk_opaque_key_receiver_id"),
        sa.PrimaryKeyConstraint("key", name="pk_opaque_key"),
        sa.UniqueConstraint("receiver_id", "citizen_id", name="uq_opaque_key_receiver_id_citizen_id"),
    )
    op.create_index("ix_opaque_key_citizen_id", "opaque_key", ["citizen_id"], unique=False)


def _release_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("released_at", Moment(), nullable=False),
        sa.Column("leaves_at", Moment(), nullable=False),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.Column("lapsed_at", Moment(), nullable=True),
    ]


def _release() -> None:
    op.create_table(
        "release",
        *_release_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_release_citizen_id"),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name="fk_release_consent_id"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name="fk_release_reading_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_release_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
    )
    op.create_index("ix_release_citizen", "release", ["citizen_id", "released_at"], unique=False)
    op.create_index(
        "uq_release_reading",
        "release",
        ["reading_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL AND lapsed_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL AND lapsed_at IS NULL"),
    )
