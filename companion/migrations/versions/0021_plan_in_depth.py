"""The plan in depth: goals, changes, what the citizen contests, her private entries, and more on each card."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import NAMES, Moment

revision = "0021"
down_revision = "0020"
OPEN_CONTEST = sa.text("answered_at IS NULL")
DUE_CARD = sa.text("next_due IS NOT NULL AND ended_at IS NULL")


def upgrade() -> None:
    """New columns may be empty or have a default, so the code before goes on as it was."""
    op.add_column("plan", sa.Column("purpose_version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("plan", sa.Column("own_words", sa.LargeBinary(), nullable=True))
    op.add_column("plan", sa.Column("words_shown", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("plan", sa.Column("seen_at", Moment(), nullable=True))
    with op.batch_alter_table("plan_card", naming_convention=NAMES) as card:
        for column in _card_columns():
            card.add_column(column)
        card.create_foreign_key("fk_plan_card_asked_by_id", "person", ["asked_by_id"], ["id"])
        card.create_index("ix_plan_card_due", ["next_due"], sqlite_where=DUE_CARD, postgresql_where=DUE_CARD)
    _goals()
    _changes()
    _contests()
    _own_entries()


def downgrade() -> None:
    """Take them away again."""
    for table in ("plan_own_entry", "plan_contest", "plan_change", "plan_goal"):
        op.drop_table(table)
    with op.batch_alter_table("plan_card", naming_convention=NAMES) as card:
        card.drop_index("ix_plan_card_due")
        card.drop_constraint("fk_plan_card_asked_by_id", type_="foreignkey")
        for column in _card_columns():
            card.drop_column(column.name)
    with op.batch_alter_table("plan", naming_convention=NAMES) as plan:
        for name in ("seen_at", "words_shown", "own_words", "purpose_version"):
            plan.drop_column(name)


def _card_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("place", sa.JSON(), nullable=True),
        sa.Column("when_on", sa.Date(), nullable=True),
        sa.Column("when_until", sa.Date(), nullable=True),
        sa.Column("when_text", sa.JSON(), nullable=True),
        sa.Column("measure_key", sa.String(length=64), nullable=True),
        sa.Column("agreed_language", sa.String(length=10), nullable=True),
        sa.Column("postponed_at", Moment(), nullable=True),
        sa.Column("waits_on", sa.JSON(), nullable=True),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_reason", sa.String(length=20), nullable=True),
    ]


def _goals() -> None:
    op.create_table(
        "plan_goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("own_words", sa.LargeBinary(), nullable=True),
        sa.Column("words_shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_goal_plan_id"),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_plan_goal_citizen_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["plan_goal.id"], name="fk_plan_goal_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_goal"),
    )
    op.create_index("ix_plan_goal_plan_id", "plan_goal", ["plan_id"])
    op.create_index("ix_plan_goal_citizen_id", "plan_goal", ["citizen_id"])


def _changes() -> None:
    op.create_table(
        "plan_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=True),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_role", sa.String(length=40), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_change_plan_id"),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_plan_change_citizen_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_plan_change_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_change"),
    )
    op.create_index("ix_plan_change_citizen_id_at", "plan_change", ["citizen_id", "at"])
    op.create_index("ix_plan_change_plan_id", "plan_change", ["plan_id"])
    op.create_index("ix_plan_change_subject_id", "plan_change", ["subject_id"])


def _contests() -> None:
    op.create_table(
        "plan_contest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_role", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_plan_contest_citizen_id"),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name="fk_plan_contest_answered_by"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_contest"),
    )
    _contest_indexes()


def _contest_indexes() -> None:
    op.create_index("ix_plan_contest_citizen_id", "plan_contest", ["citizen_id"])
    with op.batch_alter_table("plan_contest", naming_convention=NAMES) as contest:
        contest.create_index(
            "uq_plan_contest_open",
            ["subject_kind", "subject_id"],
            unique=True,
            sqlite_where=OPEN_CONTEST,
            postgresql_where=OPEN_CONTEST,
        )


def _own_entries() -> None:
    op.create_table(
        "plan_own_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=True),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_plan_own_entry_citizen_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_own_entry"),
    )
    op.create_index("ix_plan_own_entry_citizen_id", "plan_own_entry", ["citizen_id"])
