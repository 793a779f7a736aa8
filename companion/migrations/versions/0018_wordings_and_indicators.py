"""Wordings and indicator sets a municipality imported, and how citizen and staff rate the indicators."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the tables; nothing that is there changes."""
    _instrument_wording()
    _indicator_set()
    _indicator_reading()
    _indicator_release()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("indicator_release")
    op.drop_table("indicator_reading")
    op.drop_table("indicator_set")
    op.drop_table("instrument_wording")


def _instrument_wording_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=600), nullable=False),
        sa.Column("licence", sa.String(length=600), nullable=False),
        sa.Column("instruction", sa.String(length=600), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("imported_at", Moment(), nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=True),
    ]


def _instrument_wording() -> None:
    op.create_table(
        "instrument_wording",
        *_instrument_wording_columns(),
        sa.ForeignKeyConstraint(["imported_by"], ["person.id"], name="fk_instrument_wording_imported_by"),
        sa.PrimaryKeyConstraint("id", name="pk_instrument_wording"),
    )
    op.create_index("ix_instrument_wording_instrument_language", "instrument_wording", ["instrument", "language"])


def _indicator_set() -> None:
    op.create_table(
        "indicator_set",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("imported_at", Moment(), nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["imported_by"], ["person.id"], name="fk_indicator_set_imported_by"),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_set"),
        sa.UniqueConstraint("key", "version", name="uq_indicator_set_key"),
    )


def _indicator_reading_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("rater_id", sa.Uuid(), nullable=False),
        sa.Column("rater_role", sa.String(length=40), nullable=False),
        sa.Column("rater_unit_id", sa.Uuid(), nullable=True),
        sa.Column("set_key", sa.String(length=40), nullable=False),
        sa.Column("set_version", sa.Integer(), nullable=False),
        sa.Column("ratings", sa.LargeBinary(), nullable=False),
        sa.Column("own_words", sa.LargeBinary(), nullable=True),
        sa.Column("rated_at", Moment(), nullable=False),
    ]


def _indicator_reading() -> None:
    op.create_table(
        "indicator_reading",
        *_indicator_reading_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_indicator_reading_citizen_id"),
        sa.ForeignKeyConstraint(["rater_id"], ["person.id"], name="fk_indicator_reading_rater_id"),
        sa.ForeignKeyConstraint(["rater_unit_id"], ["unit.id"], name="fk_indicator_reading_rater_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_reading"),
    )
    op.create_index("ix_indicator_reading_citizen_id_rated_at", "indicator_reading", ["citizen_id", "rated_at"])


def _indicator_release() -> None:
    op.create_table(
        "indicator_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.Column("with_words", sa.Boolean(), nullable=False),
        sa.Column("shown_at", Moment(), nullable=False),
        sa.Column("hidden_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_indicator_release_citizen_id"),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name="fk_indicator_release_consent_id"),
        sa.ForeignKeyConstraint(["reading_id"], ["indicator_reading.id"], name="fk_indicator_release_reading_id"),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_release"),
    )
    op.create_index("ix_indicator_release_citizen_id", "indicator_release", ["citizen_id"])
    op.create_index("ix_indicator_release_reading_id", "indicator_release", ["reading_id"])
