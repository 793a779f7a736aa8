"""Who read a consent aloud, removal at the receiver, and questions of a case."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the columns and the questions of a case."""
    with op.batch_alter_table("consent") as table:
        table.add_column(sa.Column("read_aloud_in", sa.String(length=10), nullable=True))
        table.add_column(sa.Column("reader_name", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("release") as table:
        table.add_column(sa.Column("removal_asked_at", Moment(), nullable=True))
    _case_agreement()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("case_agreement")
    with op.batch_alter_table("release") as table:
        table.drop_column("removal_asked_at")
    with op.batch_alter_table("consent") as table:
        table.drop_column("reader_name")
        table.drop_column("read_aloud_in")


def _case_agreement_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("if_no", sa.JSON(), nullable=False),
        sa.Column("law", sa.String(length=120), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.Column("letter_reference", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.String(length=3), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
    ]


def _case_agreement() -> None:
    op.create_table(
        "case_agreement",
        *_case_agreement_columns(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_case_agreement_citizen_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_case_agreement_unit_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name="fk_case_agreement_asked_by"),
        sa.PrimaryKeyConstraint("id", name="pk_case_agreement"),
    )
    op.create_index("ix_case_agreement_citizen_id", "case_agreement", ["citizen_id"], unique=False)
