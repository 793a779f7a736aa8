"""Messages to citizens, what they say about messages, and contact dates after a start of work."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0026"
down_revision = "0025"

_WAITS = sa.text("ended_at IS NULL")
_NOT_KEPT = sa.text("kept_at IS NULL")


def upgrade() -> None:
    """Add the tables; nothing is sent until somebody writes or has a meeting."""
    _message()
    _delivery()
    _choice()
    _stop()
    _work_start()
    _contact_date()
    _contact_date_indexes()
    op.create_table(
        "reminder_look",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("looked_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_look"),
    )
    op.create_index("ix_reminder_look_looked_at", "reminder_look", ["looked_at"])


def downgrade() -> None:
    """Take them away again."""
    for table in ("reminder_look", "contact_date", "work_start", "message_stop", "message_choice"):
        op.drop_table(table)
    op.drop_table("message_delivery")
    op.drop_table("message")


def _message() -> None:
    op.create_table("message", *_message_columns(), *_message_moments(), *_message_keys())
    op.create_index("ix_message_due", "message", ["next_due"], sqlite_where=_WAITS, postgresql_where=_WAITS)
    op.create_index("ix_message_citizen_id_shown_at", "message", ["citizen_id", "shown_at"])
    op.create_index("ix_message_sender_id_citizen_id", "message", ["sender_id", "citizen_id"])
    op.create_index("ix_message_about", "message", ["about"])


def _message_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=True),
        sa.Column("sender_id", sa.Uuid(), nullable=True),
        sa.Column("sender_role", sa.String(length=40), nullable=True),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("anchor", sa.String(length=20), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("wall_clock", sa.Time(), nullable=True),
        sa.Column("own_words", sa.LargeBinary(), nullable=True),
        sa.Column("own_words_translated", sa.LargeBinary(), nullable=True),
        sa.Column("repeats", sa.Uuid(), nullable=True),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("decision", sa.JSON(), nullable=True),
        sa.Column("reply", sa.String(length=20), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
    ]


def _message_moments() -> list[sa.Column[Any]]:
    always = ("made_at", "planned_for", "next_due")
    perhaps = ("anchor_at", "remind_at", "claimed_at", "shown_at", "sent_at", "read_at", "replied_at", "ended_at")
    return [sa.Column(name, Moment(), nullable=name in perhaps) for name in (*always, *perhaps)]


def _message_keys() -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_message_citizen_id"),
        sa.ForeignKeyConstraint(["sender_id"], ["person.id"], name="fk_message_sender_id"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
    ]


def _delivery() -> None:
    op.create_table(
        "message_delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_message_delivery_message_id"),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_message_delivery_citizen_id"),
        sa.PrimaryKeyConstraint("id", name="pk_message_delivery"),
        sa.UniqueConstraint("message_id", "channel", name="uq_message_delivery_message_id_channel"),
    )
    op.create_index("ix_message_delivery_citizen_id", "message_delivery", ["citizen_id"])


def _choice() -> None:
    op.create_table(
        "message_choice",
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("rest_from", sa.Time(), nullable=True),
        sa.Column("rest_to", sa.Time(), nullable=True),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("evening", "two_hours", "at_night")),
        *(sa.Column(name, Moment(), nullable=True) for name in ("paused_at", "paused_until", "hard_day_until")),
        sa.Column("receipts_since", Moment(), nullable=True),
        sa.Column("chosen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_message_choice_citizen_id"),
        sa.PrimaryKeyConstraint("citizen_id", name="pk_message_choice"),
    )


def _stop() -> None:
    op.create_table(
        "message_stop",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=True),
        sa.Column("topic", sa.String(length=40), nullable=True),
        sa.Column("stopped_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_message_stop_citizen_id"),
        sa.ForeignKeyConstraint(["sender_id"], ["person.id"], name="fk_message_stop_sender_id"),
        sa.PrimaryKeyConstraint("id", name="pk_message_stop"),
    )
    op.create_index(
        "ix_message_stop_standing", "message_stop", ["citizen_id"], sqlite_where=_WAITS, postgresql_where=_WAITS
    )


def _work_start() -> None:
    op.create_table(
        "work_start",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_work_start_citizen_id"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_work_start_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_work_start"),
    )
    op.create_index("ix_work_start_citizen_id", "work_start", ["citizen_id"])


def _contact_date() -> None:
    op.create_table(
        "contact_date",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("start_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("kept_at", Moment(), nullable=True),
        sa.Column("kept_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["start_id"], ["work_start.id"], name="fk_contact_date_start_id"),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_contact_date_citizen_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_contact_date_owner_id"),
        sa.ForeignKeyConstraint(["kept_by"], ["person.id"], name="fk_contact_date_kept_by"),
        sa.PrimaryKeyConstraint("id", name="pk_contact_date"),
    )


def _contact_date_indexes() -> None:
    op.create_index("ix_contact_date_citizen_id", "contact_date", ["citizen_id"])
    op.create_index(
        "ix_contact_date_owner_id_due_on",
        "contact_date",
        ["owner_id", "due_on"],
        sqlite_where=_NOT_KEPT,
        postgresql_where=_NOT_KEPT,
    )
