"""Codes and cards that let a phone in, and failed attempts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables."""
    _sign_in_code()
    _failed_attempt()
    _printed_card()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("printed_card")
    op.drop_table("failed_attempt")
    op.drop_table("sign_in_code")


def _sign_in_code_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("own_phone", sa.Boolean(), nullable=False),
        sa.Column("by_phone", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("revoked_at", Moment(), nullable=True),
    ]


def _sign_in_code() -> None:
    op.create_table(
        "sign_in_code",
        *_sign_in_code_columns(),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_sign_in_code_made_by"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_sign_in_code_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_code"),
        sa.UniqueConstraint("code_hash", name="uq_sign_in_code_code_hash"),
    )
    op.create_index("ix_sign_in_code_person_id", "sign_in_code", ["person_id"], unique=False)


def _failed_attempt() -> None:
    op.create_table(
        "failed_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("failed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_attempt"),
    )
    op.create_index("ix_failed_attempt_failed_at", "failed_attempt", ["failed_at"], unique=False)
    op.create_index(
        "ix_failed_attempt_address_hash_failed_at",
        "failed_attempt",
        ["address_hash", "failed_at"],
        unique=False,
    )


def _printed_card_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("pin_salt", sa.LargeBinary(), nullable=False),
        sa.Column("pin_hash", sa.LargeBinary(), nullable=False),
        sa.Column("wrong_pins", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("locked_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
    ]


def _printed_card() -> None:
    op.create_table(
        "printed_card",
        *_printed_card_columns(),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name="fk_printed_card_ended_by"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_printed_card_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_printed_card"),
        sa.UniqueConstraint("secret_hash", name="uq_printed_card_secret_hash"),
    )
    op.create_index("ix_printed_card_person_id", "printed_card", ["person_id"], unique=False)
