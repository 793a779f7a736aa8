"""What translators write in the app: wordings over the shipped texts, notes about wrong ones, texts about a person."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Add three empty tables, and to a message the language its line was translated into."""
    _wording()
    _note()
    _asked()
    op.add_column("message", sa.Column("own_words_language", sa.String(length=10), nullable=True))


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("message") as message:
        message.drop_column("own_words_language")
    for name in ("translation_request", "wording_note", "wording"):
        op.drop_table(name)


def _wording() -> None:
    op.create_table(
        "wording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("danish", sa.Text(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", Moment(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name="fk_wording_written_by"),
        sa.ForeignKeyConstraint(["reviewed_by"], ["person.id"], name="fk_wording_reviewed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_wording"),
    )
    op.create_index("ix_wording_language_digest", "wording", ["language", "digest"])
    op.create_index("ix_wording_changed_at", "wording", ["changed_at"])


def _note() -> None:
    op.create_table(
        "wording_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("page", sa.String(length=80), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["done_by"], ["person.id"], name="fk_wording_note_done_by"),
        sa.PrimaryKeyConstraint("id", name="pk_wording_note"),
    )


def _asked() -> None:
    op.create_table(
        "translation_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("translator_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", Moment(), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_translation_request_citizen_id"),
        sa.ForeignKeyConstraint(["translator_id"], ["person.id"], name="fk_translation_request_translator_id"),
        sa.PrimaryKeyConstraint("id", name="pk_translation_request"),
        sa.UniqueConstraint("about", "language", name="uq_translation_request_about_language"),
    )
    op.create_index("ix_translation_request_citizen_id", "translation_request", ["citizen_id"])
