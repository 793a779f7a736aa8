"""Passkeys and their challenges."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    _passkey()
    _passkey_challenge()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("passkey_challenge")
    op.drop_table("passkey")


def _passkey_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        sa.Column("device", sa.String(length=20), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
    ]


def _passkey() -> None:
    op.create_table(
        "passkey",
        *_passkey_columns(),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name="fk_passkey_ended_by"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_passkey_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
    )
    op.create_index("ix_passkey_person_id", "passkey", ["person_id"], unique=False)


def _passkey_challenge() -> None:
    op.create_table(
        "passkey_challenge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("challenge_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_passkey_challenge_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_passkey_challenge"),
        sa.UniqueConstraint("challenge_hash", name="uq_passkey_challenge_challenge_hash"),
    )
    op.create_index("ix_passkey_challenge_made_at", "passkey_challenge", ["made_at"], unique=False)
    op.create_index("ix_passkey_challenge_person_id", "passkey_challenge", ["person_id"], unique=False)
