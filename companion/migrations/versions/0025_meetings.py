"""Meetings in depth: who else comes, lines, offered times, moves, what was agreed, calendar keys, staff entries."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0025"
down_revision = "0024"

NEW_COLUMNS: tuple[tuple[str, Any], ...] = (  # all may be empty, so the code before goes on as it was
    ("meeting_kind", sa.String(40)),
    ("letter_date", sa.Date()),
    ("letter_reference", sa.String(80)),
    ("interpreter_dialect", sa.String(60)),
    ("interpreter_gender", sa.String(10)),
    ("interpreter_form", sa.String(10)),
    ("moved_from", Moment()),
    ("moved_at", Moment()),
    ("read_at", Moment()),
    ("upheld_at", Moment()),
    ("late_at", Moment()),
    ("late_minutes", sa.Integer()),
    ("own_late_at", Moment()),
    ("held_at", Moment()),
    ("missed_at", Moment()),
    ("changed_at", Moment()),
)
TABLES = (
    "staff_entry",
    "calendar_feed",
    "appointment_summary",
    "appointment_move",
    "appointment_slot",
    "appointment_line",
    "appointment_person",
)


def upgrade() -> None:
    """Add the columns, then make the tables."""
    for name, kind in NEW_COLUMNS:
        op.add_column("appointment", sa.Column(name, kind, nullable=True))
    op.add_column("appointment", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    _of_a_meeting("appointment_person", _optional_person("staff_id"), _words("staff_role", 40), _sealed("who"))
    op.create_index("ix_appointment_person_staff_id", "appointment_person", ["staff_id"])
    _of_a_meeting("appointment_line", *_line_columns())
    _of_a_meeting("appointment_slot", *_slot_columns())
    _of_a_meeting("appointment_move", *_move_columns())
    _summary()
    _calendar_feed()
    _staff_entry()


def downgrade() -> None:
    """Take them away again."""
    for table in TABLES:
        op.drop_table(table)
    for name in ("version", *(name for name, _kind in reversed(NEW_COLUMNS))):
        op.drop_column("appointment", name)


def _of_a_meeting(table: str, *columns: sa.Column[Any]) -> None:
    """A table of rows that hang on one meeting of one citizen."""
    people = [column.name for column in columns if column.name.endswith(("_by", "staff_id"))]
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], name=f"fk_{table}_appointment_id"),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name=f"fk_{table}_citizen_id"),
        *(sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_{table}_{name}") for name in people),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    for name in ("appointment_id", "citizen_id"):
        op.create_index(f"ix_{table}_{name}", table, [name])


def _line_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_role", sa.String(40), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
    ]


def _slot_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("offered_by", sa.Uuid(), nullable=False),
        sa.Column("offered_at", Moment(), nullable=False),
        sa.Column("chosen_at", Moment(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
    ]


def _move_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("moved_from", Moment(), nullable=False),
        sa.Column("moved_to", Moment(), nullable=False),
        _optional_person("moved_by"),
        sa.Column("moved_at", Moment(), nullable=False),
    ]


def _summary() -> None:
    op.create_table(
        "appointment_summary",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        _words("teach_back", 20),
        sa.Column("agreed_at", Moment(), nullable=True),
        _words("agreed_language", 10),
        sa.Column("with_interpreter", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], name="fk_appointment_summary_appointment_id"),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_appointment_summary_citizen_id"),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name="fk_appointment_summary_written_by"),
        sa.PrimaryKeyConstraint("appointment_id", name="pk_appointment_summary"),
    )
    op.create_index("ix_appointment_summary_citizen_id", "appointment_summary", ["citizen_id"])


def _calendar_feed() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("shows_more", sa.Boolean(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_calendar_feed_citizen_id"),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feed"),
        sa.UniqueConstraint("key_hash", name="uq_calendar_feed_key_hash"),
    )
    still_open = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_calendar_feed_open",
        "calendar_feed",
        ["citizen_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _staff_entry() -> None:
    op.create_table(
        "staff_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("cancelled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name="fk_staff_entry_staff_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_staff_entry_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_entry"),
    )
    for name in ("staff_id", "unit_id"):
        op.create_index(f"ix_staff_entry_{name}", "staff_entry", [name])


def _words(name: str, letters: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(letters), nullable=True)


def _sealed(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=True)


def _optional_person(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=True)
