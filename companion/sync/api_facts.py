"""The pull door: a system behind a firewall fetches what would have been posted to it, and says what it has stored.

Same facts, same bodies, same allow-list, and the consent is checked in the transaction that hands a fact out. What is
not acknowledged is handed out again from the beginning; a cursor only walks through one such list. Oldest first, so
the order of each citizen is kept.
"""

import base64
import json
import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, tuple_

from companion.foundation import clock, crypto
from companion.foundation.database import in_turn, transaction
from companion.foundation.journal import Fact
from companion.sync import claiming, letters
from companion.sync.api_clients import KnownClient
from companion.sync.api_scopes import FACTS_A_PAGE
from companion.sync.claiming import Claim
from companion.sync.draining import CONTESTED_WAIT
from companion.sync.inbound_faults import UNPROCESSABLE, Fault, Faulty
from companion.sync.records import Delivery, Receiver
from companion.sync.rules import NOT_BUILT, Answer
from companion.sync.told import NoLonger, NotNow

DELIVERED = "delivered"
_SIGNED_AS = "facts-cursor"
_log = logging.getLogger("companion.sync")


@dataclass(frozen=True)
class Page:
    """Up to 100 facts, and where to go on; None: that was all of them."""

    facts: Sequence[dict[str, Any]]
    next: str | None


def page(client: KnownClient, cursor: str | None) -> Page:
    """The next facts that are due. Raises Faulty for a cursor that is not ours."""
    after = _position(client, cursor) if cursor else None
    claims, last = _claimed(client, after)
    told = [one for one in (_told(claim) for claim in claims) if one is not None]
    return Page(told, _cursor(client, last) if last else None)


def acknowledge(client: KnownClient, ids: Sequence[uuid.UUID]) -> list[dict[str, Any]]:
    """These are stored there; the outcome of each. Twice is the same as once."""
    with transaction() as session:
        in_turn(client.receiver_id)
        receiver = session.get_one(Receiver, client.receiver_id)
        return [{"id": str(one), "status": _acknowledged(session, receiver, one)} for one in dict.fromkeys(ids)]


def _acknowledged(session: Any, receiver: Receiver, one: uuid.UUID) -> int:
    delivery = session.get(Delivery, one, with_for_update=True)
    if delivery is None or delivery.receiver_id != receiver.id or delivery.maybe_arrived_at is None:
        return 404
    if delivery.ended_at is None:
        claiming.arrived(session, delivery, receiver)
    return 200 if delivery.outcome == DELIVERED else 409


def _claimed(client: KnownClient, after: tuple[datetime, uuid.UUID] | None) -> tuple[list[Claim], Any]:
    """What may be told now, and the place of the last one looked at when there may be more."""
    with transaction() as session:
        in_turn(client.receiver_id)
        found = session.execute(_due(client, after)).all()
        claims = []
        for delivery, receiver, _at in found:
            claim = claiming.decide(session, delivery, receiver)
            if isinstance(claim, Claim):
                claims.append(claim)
        last = found[-1] if len(found) == FACTS_A_PAGE else None
        return claims, (last[2], last[0].id) if last else None


def _due(client: KnownClient, after: tuple[datetime, uuid.UUID] | None) -> Select[Delivery, Receiver, datetime]:
    due = (
        select(Delivery, Receiver, Fact.at)
        .join(Receiver, Receiver.id == Delivery.receiver_id)
        .join(Fact, Fact.id == Delivery.fact_id)
        .where(
            Receiver.id == client.receiver_id,
            Receiver.collects,
            Receiver.paused_at.is_(None),
            Delivery.ended_at.is_(None),
            Delivery.next_due <= clock.now(),
        )
    )
    if after is not None:
        due = due.where(tuple_(Fact.at, Delivery.id) > after)
    return due.order_by(Fact.at, Delivery.id).limit(FACTS_A_PAGE).with_for_update(of=Delivery)


def _told(claim: Claim) -> dict[str, Any] | None:
    """One fact with its body, now handed out; None where it waits or falls, as when posting, or cannot be built."""
    try:
        body = json.loads(letters.letter(claim).body)
    except NoLonger:
        claiming.let_fall(claim, why="no-longer-shared")
        return None
    except NotNow:
        claiming.give_back(claim, wait=CONTESTED_WAIT, why="contested")
        return None
    except Exception:  # noqa: BLE001 - whatever is wrong with one letter, the others are told
        _log.exception("delivery %s cannot be built", claim.delivery_id)
        claiming.record(claim, Answer(None, NOT_BUILT, arrived=False), jitter=0)
        return None
    with transaction() as session:
        delivery = session.get_one(Delivery, claim.delivery_id, with_for_update=True)
        delivery.claim_id, delivery.reason = None, "handed-out"
        delivery.maybe_arrived_at = delivery.maybe_arrived_at or claim.claimed_at
    return {"id": str(claim.delivery_id), "body": body}


def _cursor(client: KnownClient, place: tuple[datetime, uuid.UUID]) -> str:
    told = f"{place[0].isoformat()}|{place[1]}"
    signed = f"{told}|{crypto.keyed_hash(_SIGNED_AS, f'{client.id}|{told}')}"
    return base64.urlsafe_b64encode(signed.encode()).decode().rstrip("=")


def _position(client: KnownClient, cursor: str) -> tuple[datetime, uuid.UUID]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        moment, key, signature = base64.urlsafe_b64decode(padded.encode("ascii")).decode().split("|")
        if signature not in crypto.keyed_hashes(_SIGNED_AS, f"{client.id}|{moment}|{key}"):
            raise ValueError("not ours")
        return datetime.fromisoformat(moment), uuid.UUID(key)
    except ValueError:
        raise Faulty(Fault(UNPROCESSABLE, "BadCursor", "That cursor is not one of ours.", "?cursor")) from None
