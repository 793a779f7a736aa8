"""Own copies, erasure and what law keeps."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import NAMES

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """When a person erased herself, the days retention ran, and releases that outlive their reading."""
    op.add_column("person", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("release", naming_convention=NAMES) as release:
        release.drop_constraint("fk_release_reading_id", type_="foreignkey")
    op.create_table(
        "retention_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_retention_run"),
        sa.UniqueConstraint("day", name="uq_retention_run_day"),
    )


def downgrade() -> None:
    """Take them away; a release whose reading is gone goes with it."""
    op.drop_table("retention_run")
    orphans = "FROM release WHERE reading_id NOT IN (SELECT id FROM reading)"
    op.execute(f"DELETE FROM delivery WHERE subject_id IN (SELECT id {orphans})")  # noqa: S608 - constant
    op.execute(f"DELETE {orphans}")
    with op.batch_alter_table("release", naming_convention=NAMES) as release:
        release.create_foreign_key("fk_release_reading_id", "reading", ["reading_id"], ["id"])
    op.drop_column("person", "erased_at")  # in place: a copy of the table would let go of what points at it
