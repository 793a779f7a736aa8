"""Worries with their answers, requests, and the citizen's own lists."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from companion.foundation.database import Moment

revision = "0023"
down_revision = "0022"
_OPEN = sa.text("closed_at IS NULL")
_WAITING = sa.text("done_at IS NULL AND taken_back_at IS NULL")
_SHOWN = sa.text("hidden_at IS NULL")
TABLES = ("own_sharing", "work_week", "workplace_line", "wish", "request", "concern_slot", "concern_reply", "concern")


def upgrade() -> None:
    """New tables only: the code before them does not see them."""
    _concern()
    _answers()
    _request()
    _own_lists()


def downgrade() -> None:
    """Take them away again, what points at others first."""
    for name in TABLES:
        op.drop_table(name)


def _concern() -> None:
    steps = ("read", "replied", "talk_offered", "talk_chosen", "advised", "advice_seen", "released", "kept", "closed")
    _table(
        "concern",
        _text("receiver", 40),
        _text("visible_to", 20),
        _person("owner_id", nullable=True),
        _text("about_kind", 20, nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        _sealed("words"),
        _text("language", 10),
        sa.Column("with_interpreter", sa.Boolean(), nullable=False),
        *_moments("caseworker_told"),
        *_moments("sent", nullable=False),
        *_moments(*steps),
        _sealed("advice", nullable=True),
        _points("released_to", "unit", nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
    )
    open_ones: dict[str, Any] = {"sqlite_where": _OPEN, "postgresql_where": _OPEN}
    op.create_index("ix_concern_open", "concern", ["receiver", "sent_at"], **open_ones)
    op.create_index("ix_concern_citizen_id_sent_at", "concern", ["citizen_id", "sent_at"])


def _answers() -> None:
    hangs_on = {"concern_id": "concern", "staff_id": "person"}
    links = [_points(column, table) for column, table in hangs_on.items()]
    _table("concern_reply", *links, _sealed("words"), *_moments("made", nullable=False))
    _table(
        "concern_slot",
        *[_points(column, table) for column, table in hangs_on.items()],
        *_moments("starts", "made", nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        _text("form", 20),
        sa.Column("with_interpreter", sa.Boolean(), nullable=False),
        *_moments("withdrawn", "chosen"),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
    )
    for table in ("concern_reply", "concern_slot"):
        for column in ("concern_id", "citizen_id"):
            op.create_index(f"ix_{table}_{column}", table, [column])


def _request() -> None:
    _table(
        "request",
        _text("kind", 40),
        _text("measure", 64, nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        _text("receiver", 40),
        _text("visible_to", 20),
        _person("owner_id", nullable=True),
        sa.Column("with_interpreter", sa.Boolean(), nullable=False),
        _text("consent_text", 600),
        _text("language", 10),
        *_moments("asked", nullable=False),
        *_moments("seen", "done", "taken_back"),
    )
    waiting: dict[str, Any] = {"sqlite_where": _WAITING, "postgresql_where": _WAITING}
    op.create_index("ix_request_waiting", "request", ["receiver", "asked_at"], **waiting)
    op.create_index("ix_request_citizen_id_asked_at", "request", ["citizen_id", "asked_at"])


def _own_lists() -> None:
    position, suggested = sa.Column("position", sa.Integer(), nullable=False), _person("suggested_by", nullable=True)
    _table("wish", _sealed("words"), position, suggested, *_moments("made", nullable=False), *_moments("accepted"))
    _table("workplace_line", _text("topic", 20), _sealed("words"), *_moments("made", nullable=False))
    monday = sa.Column("monday", sa.Date(), nullable=False)
    _table("work_week", monday, _sealed("told"), *_moments("made", nullable=False), *_moments("shown"))
    named = (_text("shared", 20), _text("language", 10))
    _table("own_sharing", *named, *_moments("shown", nullable=False), *_moments("hidden"))
    op.create_index("ix_wish_citizen_id_position", "wish", ["citizen_id", "position"])
    op.create_index("ix_workplace_line_citizen_id", "workplace_line", ["citizen_id"])
    op.create_index("uq_work_week_citizen_id_monday", "work_week", ["citizen_id", "monday"], unique=True)
    shown: dict[str, Any] = {"sqlite_where": _SHOWN, "postgresql_where": _SHOWN}
    op.create_index("uq_own_sharing_open", "own_sharing", ["citizen_id", "shared"], unique=True, **shown)


def _table(name: str, *columns: sa.Column[Any]) -> None:
    """A table about one citizen; its links are named as everywhere."""
    hers = (sa.Column("id", sa.Uuid(), nullable=False), _person("citizen_id"))
    every = (*hers, *columns)
    links = [
        sa.ForeignKeyConstraint([one.name], [f"{one.info['to']}.id"], name=f"fk_{name}_{one.name}")
        for one in every
        if one.info
    ]
    op.create_table(name, *every, *links, sa.PrimaryKeyConstraint("id", name=f"pk_{name}"))


def _person(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return _points(name, "person", nullable=nullable)


def _points(name: str, to: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=nullable, info={"to": to})


def _text(name: str, letters: int, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=letters), nullable=nullable)


def _sealed(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def _moments(*names: str, nullable: bool = True) -> Sequence[sa.Column[Any]]:
    return [sa.Column(f"{name}_at", Moment(), nullable=nullable) for name in names]
