"""Sign-ins through a broker or single sign-on, and CPR numbers."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the tables."""
    _oidc_pending()
    _outside_identity()
    _cpr_number()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("cpr_number")
    op.drop_table("outside_identity")
    op.drop_table("oidc_pending")


def _oidc_pending() -> None:
    op.create_table(
        "oidc_pending",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("door", sa.String(length=10), nullable=False),
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("secrets", sa.LargeBinary(), nullable=False),
        sa.Column("own_phone", sa.Boolean(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_oidc_pending"),
        sa.UniqueConstraint("state_hash", name="uq_oidc_pending_state_hash"),
    )
    op.create_index("ix_oidc_pending_made_at", "oidc_pending", ["made_at"], unique=False)


def _outside_identity() -> None:
    op.create_table(
        "outside_identity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.String(length=500), nullable=False),
        sa.Column("subject_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_outside_identity_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outside_identity"),
        sa.UniqueConstraint("issuer", "subject_hash", name="uq_outside_identity_issuer_subject_hash"),
    )
    op.create_index("ix_outside_identity_person_id", "outside_identity", ["person_id"], unique=False)


def _cpr_number() -> None:
    op.create_table(
        "cpr_number",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("number_hash", sa.String(length=64), nullable=False),
        sa.Column("linked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_cpr_number_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_cpr_number"),
        sa.UniqueConstraint("number_hash", name="uq_cpr_number_number_hash"),
    )
