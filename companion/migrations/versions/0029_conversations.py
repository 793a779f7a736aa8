"""Conversations with an interpreter, and which agency came, when and how."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0029"
down_revision = "0028"
_OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Add two empty tables."""
    _conversation()
    op.create_table(
        "conversation_interpreter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("agency", sa.String(length=40), nullable=True),
        sa.Column("mode", sa.String(length=20), nullable=True),
        sa.Column("came_at", Moment(), nullable=False),
        *(sa.Column(name, Moment(), nullable=True) for name in ("attested_at", "let_in_at", "refused_at", "left_at")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_conversation_interpreter_conversation_id"
        ),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_conversation_interpreter_citizen_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conversation_interpreter"),
        sa.UniqueConstraint("token_hash", name="uq_conversation_interpreter_token_hash"),
    )
    for name in ("conversation_id", "citizen_id"):
        op.create_index(f"ix_conversation_interpreter_{name}", "conversation_interpreter", [name])


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("conversation_interpreter")
    op.drop_table("conversation")


def _of_the_moment() -> list[sa.Column[object]]:
    return [
        sa.Column("here", sa.String(length=80), nullable=True),
        sa.Column("point", sa.Integer(), nullable=True),
        sa.Column("signal", sa.String(length=20), nullable=True),
        sa.Column("signalled_at", Moment(), nullable=True),
    ]


def _conversation() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_made_at", Moment(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("sign_in_id", sa.Uuid(), nullable=True),
        *(sa.Column(name, Moment(), nullable=True) for name in ("began_at", "ended_at")),
        sa.Column("ended_by", sa.String(length=20), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_of_the_moment(),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_conversation_citizen_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name="fk_conversation_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
        sa.UniqueConstraint("code_hash", name="uq_conversation_code_hash"),
    )
    for name in ("citizen_id", "staff_id", "sign_in_id"):
        op.create_index(f"ix_conversation_{name}", "conversation", [name])
    op.create_index("ix_conversation_open", "conversation", ["made_at"], sqlite_where=_OPEN, postgresql_where=_OPEN)
