"""Contacts staff log, what a citizen wants when she goes quiet, her card for bad days, and a desk's own moments."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Add five empty tables."""
    _contact()
    _quiet_plan()
    _unwell()
    op.create_table(
        "desk_look",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("looked_at", Moment(), nullable=False),
        sa.Column("before_at", Moment(), nullable=False),
        sa.Column("keep_since", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name="fk_desk_look_staff_id"),
        sa.PrimaryKeyConstraint("staff_id", name="pk_desk_look"),
    )


def downgrade() -> None:
    """Take them away again."""
    for name in ("desk_look", "unwell_share", "unwell_card", "quiet_plan", "contact"):
        op.drop_table(name)


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_contact_citizen_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name="fk_contact_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    op.create_index("ix_contact_citizen_id_at", "contact", ["citizen_id", "at"])
    op.create_index("ix_contact_staff_id_at", "contact", ["staff_id", "at"])


def _quiet_plan() -> None:
    op.create_table(
        "quiet_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("wait_days", sa.Integer(), nullable=True),
        sa.Column("text_once", sa.Boolean(), nullable=False),
        sa.Column("leave_be", sa.Boolean(), nullable=False),
        sa.Column("call", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_quiet_plan_citizen_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quiet_plan"),
        sa.UniqueConstraint("citizen_id", name="uq_quiet_plan_citizen_id"),
    )


def _unwell() -> None:
    op.create_table(
        "unwell_card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in ("signs", "helps", "calls")),
        sa.Column("written_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_unwell_card_citizen_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unwell_card"),
        sa.UniqueConstraint("citizen_id", name="uq_unwell_card_citizen_id"),
    )
    op.create_table(
        "unwell_share",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("shared_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_unwell_share_citizen_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name="fk_unwell_share_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unwell_share"),
    )
    op.create_index("ix_unwell_share_citizen_id", "unwell_share", ["citizen_id"])
