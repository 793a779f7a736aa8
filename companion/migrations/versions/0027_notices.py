"""Phones that take notices, what was carried to each, and e-mail addresses."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Add the three tables; all are empty until somebody turns notices on."""
    op.create_table(
        "push_device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sign_in_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint_hash", sa.String(length=64), nullable=True),
        sa.Column("subscription", sa.LargeBinary(), nullable=True),
        sa.Column("vapid_kid", sa.String(length=8), nullable=False),
        sa.Column("device", sa.String(length=20), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("renewed_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_why", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_push_device_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_push_device"),
        sa.UniqueConstraint("endpoint_hash", name="uq_push_device_endpoint_hash"),
    )
    op.create_index("ix_push_device_person_id_ended_at", "push_device", ["person_id", "ended_at"])
    _add_notices()
    _add_mail_addresses()


def _add_mail_addresses() -> None:
    op.create_table(
        "mail_address",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mail_address_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_mail_address"),
    )


def _add_notices() -> None:
    op.create_table(
        "push_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("route", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("sent_as", sa.String(length=10), nullable=False),
        sa.Column("claimed_at", Moment(), nullable=False),
        sa.Column("carried", sa.String(length=10), nullable=True),
        sa.Column("accepted_at", Moment(), nullable=True),
        sa.Column("shown_at", Moment(), nullable=True),
        sa.Column("tapped_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["push_device.id"], name="fk_push_notice_device_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_push_notice_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_push_notice"),
        sa.UniqueConstraint("delivery_id", "route", name="uq_push_notice_delivery_id"),
    )
    op.create_index("ix_push_notice_person_id", "push_notice", ["person_id"])
    op.create_index("ix_push_notice_device_id", "push_notice", ["device_id"])


def downgrade() -> None:
    """Take them away again."""
    for table in ("mail_address", "push_notice", "push_device"):
        op.drop_table(table)
