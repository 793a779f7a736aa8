"""Open worries and requests go over with the citizens of whoever took them; a coordinator's go back (S43)."""

from typing import Any

from sqlalchemy import ColumnElement

from companion.accounts.contacts import Contact
from companion.caseload.holding import Holding
from companion.concerns.records import Concern, Request
from companion.concerns.rules import COORDINATOR


def _back_to_the_role(receiver: Contact) -> dict[str, Any]:
    """What was sent to a role stays with it: another kind of colleague does not answer in its place."""
    return {} if receiver.role == COORDINATOR else {"owner_id": None}


def _open() -> ColumnElement[bool]:
    return Concern.closed_at.is_(None)


HOLDINGS = (
    Holding(
        Concern.citizen_id,
        Concern.owner_id,
        still=lambda: _open() & (Concern.receiver != COORDINATOR),
        circle=Concern.visible_to,
    ),
    Holding(
        Concern.citizen_id,
        Concern.owner_id,
        still=lambda: _open() & (Concern.receiver == COORDINATOR),
        follows=_back_to_the_role,
        circle=Concern.visible_to,
    ),
    Holding(
        Request.citizen_id,
        Request.owner_id,
        still=lambda: Request.done_at.is_(None) & Request.taken_back_at.is_(None),
        circle=Request.visible_to,
    ),
)
