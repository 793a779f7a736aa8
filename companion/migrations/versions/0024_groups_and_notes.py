"""Groups of a programme: who came, what was read, who shows herself to the others; short notes; recorded texts."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import NAMES, Moment

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """All of it begins empty; who is in a programme already is in no group."""
    _groups()
    with op.batch_alter_table("enrolment", naming_convention=NAMES) as enrolment:
        enrolment.add_column(sa.Column("run_id", sa.Uuid(), nullable=True))
        enrolment.create_foreign_key("fk_enrolment_run_id", "course_run", ["run_id"], ["id"])
        enrolment.create_index("ix_enrolment_run_id", ["run_id"])
    op.add_column("check_in_invitation", sa.Column("series", sa.String(80), nullable=True))
    _attendance()
    _weeks_read()
    _cards()
    _notes()
    _recordings()


def downgrade() -> None:
    """Take them away."""
    for table in ("course_recording", "status_note", "group_card", "week_read", "attendance"):
        op.drop_table(table)
    op.drop_column("check_in_invitation", "series")
    with op.batch_alter_table("enrolment", naming_convention=NAMES) as enrolment:
        enrolment.drop_index("ix_enrolment_run_id")
        enrolment.drop_constraint("fk_enrolment_run_id", type_="foreignkey")
        enrolment.drop_column("run_id")
    op.drop_table("course_run")


def _groups() -> None:
    op.create_table(
        "course_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("leader_id", sa.Uuid(), nullable=False),
        sa.Column("second_leader_id", sa.Uuid(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name="fk_course_run_leader_id"),
        sa.ForeignKeyConstraint(["second_leader_id"], ["person.id"], name="fk_course_run_second_leader_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_course_run_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_course_run"),
    )
    for column in ("leader_id", "second_leader_id", "unit_id"):
        op.create_index(f"ix_course_run_{column}", "course_run", [column])


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("marked_by", sa.Uuid(), nullable=False),
        sa.Column("marked_at", Moment(), nullable=False),
        sa.Column("contested_at", Moment(), nullable=True),
        sa.Column("contest_text", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        *(_points("attendance", column, "person") for column in ("citizen_id", "marked_by", "answered_by")),
        *(_points("attendance", f"{one}_id", at) for one, at in (("enrolment", "enrolment"), ("run", "course_run"))),
        sa.PrimaryKeyConstraint("id", name="pk_attendance"),
    )
    op.create_index("uq_attendance_day", "attendance", ["enrolment_id", "held_on"], unique=True)
    for column in ("citizen_id", "run_id"):
        op.create_index(f"ix_attendance_{column}", "attendance", [column])


def _weeks_read() -> None:
    op.create_table(
        "week_read",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("read_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_week_read_citizen_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_week_read_enrolment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_week_read"),
    )
    op.create_index("uq_week_read", "week_read", ["enrolment_id", "week"], unique=True)
    op.create_index("ix_week_read_citizen_id", "week_read", ["citizen_id"])


def _cards() -> None:
    op.create_table(
        "group_card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("first_name", sa.LargeBinary(), nullable=False),
        sa.Column("own_words", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_group_card_citizen_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_group_card_enrolment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_group_card"),
        sa.UniqueConstraint("enrolment_id", name="uq_group_card_enrolment_id"),
    )
    op.create_index("ix_group_card_citizen_id", "group_card", ["citizen_id"])


def _notes() -> None:
    op.create_table(
        "status_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("lines", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("notice_delivered_at", Moment(), nullable=True),
        sa.Column("stopped_at", Moment(), nullable=True),
        sa.Column("released_at", Moment(), nullable=True),
        sa.Column("answered_in", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_status_note_citizen_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_status_note_enrolment_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_status_note_unit_id"),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name="fk_status_note_written_by"),
        sa.PrimaryKeyConstraint("id", name="pk_status_note"),
    )
    op.create_index("ix_status_note_citizen_id", "status_note", ["citizen_id"])


def _recordings() -> None:
    op.create_table(
        "course_recording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.String(length=64), nullable=False),
        sa.Column("block", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sound", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name="fk_course_recording_recorded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_course_recording"),
    )
    op.create_index("ix_course_recording_place", "course_recording", ["programme_id", "block", "language"])


def _points(table: str, column: str, at: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{at}.id"], name=f"fk_{table}_{column}")
