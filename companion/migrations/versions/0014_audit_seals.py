"""Seals over the audit: digests on every line, and the chain the worker makes of them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

UNSEALED = sa.text("seal_number IS NULL")


def upgrade() -> None:
    """Add the columns and the chain; `companion init` gives older lines their digests."""
    with op.batch_alter_table("audit_line") as table:
        table.add_column(sa.Column("salt", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("content_digest", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("digest", sa.String(length=80), nullable=True))
        table.add_column(sa.Column("seal_number", sa.Integer(), nullable=True))
        table.add_column(sa.Column("blanked_by", sa.Uuid(), nullable=True))
        table.drop_index("ix_audit_line_citizen_id")
        table.create_index("ix_audit_line_citizen_id_at", ["citizen_id", "at"])
        table.create_index("ix_audit_line_seal_number", ["seal_number"])
        table.create_index("ix_audit_line_unsealed", ["at"], sqlite_where=UNSEALED, postgresql_where=UNSEALED)
    _audit_seal()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("audit_seal")
    with op.batch_alter_table("audit_line") as table:
        for index in ("citizen_id_at", "seal_number", "unsealed"):
            table.drop_index(f"ix_audit_line_{index}")
        table.create_index("ix_audit_line_citizen_id", ["citizen_id"])
        for column in ("blanked_by", "seal_number", "digest", "content_digest", "salt"):
            table.drop_column(column)


def _audit_seal() -> None:
    op.create_table(
        "audit_seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("previous_head", sa.String(length=80), nullable=False),
        sa.Column("head", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_seal"),
    )
