"""Published figures of closed quarters, figures of others, vocabularies and edited help lines."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Add five empty tables."""
    _figures()
    _outside()
    _vocabulary()
    _help_lines()


def downgrade() -> None:
    """Take them away again."""
    for name in ("help_line", "vocabulary_term", "outside_figure", "insight_table", "insight_publication"):
        op.drop_table(name)


def _figures() -> None:
    op.create_table(
        "insight_publication",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("method", sa.Integer(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_insight_publication"),
        sa.UniqueConstraint("begins", name="uq_insight_publication_begins"),
    )
    op.create_table(
        "insight_table",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("circle", sa.String(length=20), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["publication_id"], ["insight_publication.id"], name="fk_insight_table_publication_id"),
        sa.PrimaryKeyConstraint("id", name="pk_insight_table"),
    )
    op.create_index("ix_insight_table_publication_id", "insight_table", ["publication_id"])


def _outside() -> None:
    op.create_table(
        "outside_figure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("percent", sa.Numeric(4, 1), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("entered_at", Moment(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name="fk_outside_figure_entered_by"),
        sa.PrimaryKeyConstraint("id", name="pk_outside_figure"),
    )


def _vocabulary() -> None:
    op.create_table(
        "vocabulary_term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vocabulary", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_vocabulary_term"),
    )
    op.create_index("ix_vocabulary_term_vocabulary_code", "vocabulary_term", ["vocabulary", "code"])


def _help_lines() -> None:
    op.create_table(
        "help_line",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("low", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_help_line"),
    )
