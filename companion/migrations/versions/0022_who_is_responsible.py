"""Who is responsible: absence with a cover, drop-in hours, phones a citizen trusts, cases that ended, tasks seen."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Add three empty tables and two columns that nobody has filled."""
    _absence()
    _drop_in()
    _trusted_phone()
    op.add_column("person", sa.Column("case_ended_at", Moment(), nullable=True))
    op.add_column("task", sa.Column("seen_at", Moment(), nullable=True))


def downgrade() -> None:
    """Take them away again."""
    op.drop_column("task", "seen_at")
    op.drop_column("person", "case_ended_at")
    op.drop_table("trusted_phone")
    op.drop_table("drop_in")
    op.drop_table("absence")


def _absence() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("cover_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("back_on", sa.Date(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name="fk_absence_staff_id"),
        sa.ForeignKeyConstraint(["cover_id"], ["person.id"], name="fk_absence_cover_id"),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
    )
    op.create_index("ix_absence_staff_id", "absence", ["staff_id"])
    op.create_index("ix_absence_cover_id", "absence", ["cover_id"])


def _drop_in() -> None:
    op.create_table(
        "drop_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name="fk_drop_in_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_drop_in"),
    )
    op.create_index("ix_drop_in_staff_id", "drop_in", ["staff_id"])


def _trusted_phone() -> None:
    op.create_table(
        "trusted_phone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("with_titles", sa.Boolean(), nullable=False),
        sa.Column("device", sa.String(length=20), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_trusted_phone_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_trusted_phone"),
        sa.UniqueConstraint("code_hash", name="uq_trusted_phone_code_hash"),
        sa.UniqueConstraint("token_hash", name="uq_trusted_phone_token_hash"),
    )
    op.create_index("ix_trusted_phone_person_id", "trusted_phone", ["person_id"])
