"""Check-ins in depth: invitations that wait or are declined, the talk that comes with one, and answers read aloud."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import NAMES

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """All of it may be empty, so the code before goes on as it was."""
    with op.batch_alter_table("check_in_invitation", naming_convention=NAMES) as invitation:
        invitation.add_column(sa.Column("postponed_to", sa.Date(), nullable=True))
        invitation.add_column(sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True))
        invitation.add_column(sa.Column("talk", sa.JSON(), nullable=True))
        invitation.add_column(sa.Column("talk_staff_id", sa.Uuid(), nullable=True))
        invitation.create_foreign_key("fk_check_in_invitation_talk_staff_id", "person", ["talk_staff_id"], ["id"])
    op.add_column("reading", sa.Column("read_aloud_in", sa.String(10), nullable=True))
    op.add_column("reading", sa.Column("reader_name", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("reading", "reader_name")
    op.drop_column("reading", "read_aloud_in")
    with op.batch_alter_table("check_in_invitation", naming_convention=NAMES) as invitation:
        invitation.drop_constraint("fk_check_in_invitation_talk_staff_id", type_="foreignkey")
        for column in ("talk_staff_id", "talk", "declined_at", "postponed_to"):
            invitation.drop_column(column)
