"""People, units, roles and signed-in phones."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _installation()
    _person()
    _unit()
    _role()
    _sign_in()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("sign_in")
    op.drop_table("role")
    op.drop_table("unit")
    op.drop_table("person")
    op.drop_table("installation")


def _installation_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
    ]


def _installation() -> None:
    op.create_table("installation", *_installation_columns(), sa.PrimaryKeyConstraint("id", name="pk_installation"))


def _person_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("persona", sa.String(length=40), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("disabled_at", Moment(), nullable=True),
    ]


def _person() -> None:
    op.create_table(
        "person",
        *_person_columns(),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("persona", name="uq_person_persona"),
    )


def _unit_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
    ]


def _unit() -> None:
    op.create_table("unit", *_unit_columns(), sa.PrimaryKeyConstraint("id", name="pk_unit"))
    op.create_index("ix_unit_kind", "unit", ["kind"], unique=False)


def _role_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("hours_from", sa.Time(), nullable=True),
        sa.Column("hours_to", sa.Time(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
    ]


def _role() -> None:
    op.create_table(
        "role",
        *_role_columns(),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_role_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_role_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role"),
    )
    op.create_index("ix_role_person_id", "role", ["person_id"], unique=False)


def _sign_in_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("own_phone", sa.Boolean(), nullable=False),
        sa.Column("signed_in_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
    ]


def _sign_in() -> None:
    op.create_table(
        "sign_in",
        *_sign_in_columns(),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_sign_in_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
        sa.UniqueConstraint("token_hash", name="uq_sign_in_token_hash"),
    )
    op.create_index("ix_sign_in_person_id", "sign_in", ["person_id"], unique=False)
