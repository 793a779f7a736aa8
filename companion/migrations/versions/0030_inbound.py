"""Outside systems that write and ask: clients, what they gave, whose a line is, other numbers, merged accounts."""

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0030"
down_revision = "0029"

SOURCES = (("plan", "purpose_source"), ("plan_goal", "source"), ("plan_card", "source"), ("appointment", "source"))
TABLES = ("person_merge", "replacement_number", "inbound_item", "api_attempt", "api_token", "api_secret", "api_client")


def upgrade() -> None:
    """Add empty tables and columns; what is there has no outside source."""
    with op.batch_alter_table("receiver") as table:
        table.add_column(sa.Column("collects", sa.Boolean(), server_default=sa.false(), nullable=False))
    for name, column in SOURCES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column(column, sa.String(length=60), nullable=True))
    _clients()
    _ways_in()
    _tokens()
    _items()
    _numbers()
    _merges()


def downgrade() -> None:
    """Take them away again."""
    for name in TABLES:
        op.drop_table(name)
    for name, column in SOURCES:
        with op.batch_alter_table(name) as table:
            table.drop_column(column)
    with op.batch_alter_table("receiver") as table:
        table.drop_column("collects")


def _clients() -> None:
    op.create_table(
        "api_client",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("receiver_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_api_client_unit_id"),
        sa.ForeignKeyConstraint(["receiver_id"], ["receiver.id"], name="fk_api_client_receiver_id"),
        sa.PrimaryKeyConstraint("id", name="pk_api_client"),
        sa.UniqueConstraint("name", name="uq_api_client_name"),
    )
    op.create_index("ix_api_client_unit_id", "api_client", ["unit_id"])
    op.create_index("ix_api_client_receiver_id", "api_client", ["receiver_id"])


def _ways_in() -> None:
    op.create_table(
        "api_secret",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["api_client.id"], name="fk_api_secret_client_id"),
        sa.PrimaryKeyConstraint("id", name="pk_api_secret"),
        sa.UniqueConstraint("secret_hash", name="uq_api_secret_secret_hash"),
    )
    op.create_index("ix_api_secret_client_id", "api_secret", ["client_id"])


def _tokens() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["api_client.id"], name="fk_api_token_client_id"),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
        sa.UniqueConstraint("token_hash", name="uq_api_token_token_hash"),
    )
    op.create_index("ix_api_token_client_id", "api_token", ["client_id"])
    op.create_index("ix_api_token_ends_at", "api_token", ["ends_at"])
    op.create_table(
        "api_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("failed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_api_attempt"),
    )
    op.create_index("ix_api_attempt_address_hash", "api_attempt", ["address_hash"])
    op.create_index("ix_api_attempt_failed_at", "api_attempt", ["failed_at"])


def _items() -> None:
    op.create_table(
        "inbound_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("identifier", sa.String(length=120), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given", sa.LargeBinary(), nullable=False),
        sa.Column("first_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["api_client.id"], name="fk_inbound_item_client_id"),
        sa.ForeignKeyConstraint(["citizen_id"], ["person.id"], name="fk_inbound_item_citizen_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inbound_item"),
        sa.UniqueConstraint("client_id", "kind", "identifier", name="uq_inbound_item_client_id"),
    )
    op.create_index("ix_inbound_item_citizen_id", "inbound_item", ["citizen_id"])
    op.create_index("ix_inbound_item_subject_id", "inbound_item", ["subject_id"])


def _numbers() -> None:
    op.create_table(
        "replacement_number",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_replacement_number_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_replacement_number"),
        sa.UniqueConstraint("number_hash", name="uq_replacement_number_number_hash"),
    )
    op.create_index("ix_replacement_number_person_id", "replacement_number", ["person_id"])


def _merges() -> None:
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("gone_id", sa.Uuid(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("merged_at", Moment(), nullable=False),
        sa.Column("split_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_person_merge_person_id"),
        sa.ForeignKeyConstraint(["gone_id"], ["person.id"], name="fk_person_merge_gone_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person_merge"),
    )
    op.create_index("ix_person_merge_person_id", "person_merge", ["person_id"])
    op.create_index("ix_person_merge_gone_id", "person_merge", ["gone_id"])
