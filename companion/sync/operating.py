"""What an operator does with a receiver: stop calling it, give it another secret, end it, and look a key up."""

import uuid

from sqlalchemy import select, update

from companion.foundation import audit, clock, crypto
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Conflict, NotFound
from companion.sync import signing
from companion.sync.records import Delivery, OpaqueKey, Receiver

BY_OPERATOR = "by-operator"  # why it is paused


class StillTwoSecrets(Conflict):
    """The secret before is still in use: drop it first, or a third party would be left without a signature."""

    sentence = N_("Der er to nøgler allerede. Tag først den gamle væk.")


def pause(*, receiver_id: uuid.UUID, actor: audit.Actor) -> None:
    """Nobody calls it until somebody opens it again; what is due waits. Raises NotFound."""
    with transaction():
        receiver = _open(receiver_id)
        if receiver.paused_at is None:
            receiver.paused_at, receiver.paused_why = clock.now(), BY_OPERATOR
            _write("receiver.paused", receiver, actor)


def rotate(*, receiver_id: uuid.UUID, secret: str, actor: audit.Actor) -> None:
    """A new secret signs beside the old one until that is dropped. Raises NotFound, BadSecret, StillTwoSecrets."""
    signing.key_of(secret)
    with transaction():
        receiver = _open(receiver_id)
        if receiver.secret_before is not None:
            raise StillTwoSecrets
        old = crypto.unseal(receiver.secret, table="receiver", row=receiver.id, field="secret")
        receiver.secret_before = crypto.seal(old, table="receiver", row=receiver.id, field="secret_before")
        receiver.secret = crypto.seal(secret, table="receiver", row=receiver.id, field="secret")
        _write("receiver.secret-changed", receiver, actor)


def drop_old_secret(*, receiver_id: uuid.UUID, actor: audit.Actor) -> None:
    """Only the newest secret signs from now on. Raises NotFound."""
    with transaction():
        receiver = _open(receiver_id)
        if receiver.secret_before is not None:
            receiver.secret_before = None
            _write("receiver.old-secret-dropped", receiver, actor)


def end(*, receiver_id: uuid.UUID, actor: audit.Actor) -> int:
    """It gets nothing any more, for good; how many letters were waiting and are dropped. Raises NotFound."""
    with transaction() as session:
        receiver = _open(receiver_id)
        now = clock.now()
        receiver.ended_at, receiver.paused_at, receiver.paused_why = now, now, "ended"
        waiting = update(Delivery).where(Delivery.receiver_id == receiver_id, Delivery.ended_at.is_(None))
        unsure = waiting.where((Delivery.maybe_arrived_at.is_not(None)) | Delivery.claim_id.is_not(None))
        values = {"ended_at": now, "claim_id": None, "reason": "receiver-ended"}
        kept = session.execute(unsure.values(outcome="was-on-its-way", **values).returning(Delivery.id)).all()
        gone = session.execute(waiting.values(outcome="dropped", **values).returning(Delivery.id)).all()
        _write("receiver.ended", receiver, actor)
        return len(kept) + len(gone)


def whose(*, key: uuid.UUID, actor: audit.Actor) -> tuple[uuid.UUID, uuid.UUID]:
    """Citizen and receiver of an opaque key; the look is written and shown to her. Raises NotFound."""
    with transaction() as session:
        found = session.execute(select(OpaqueKey).where(OpaqueKey.key == key)).scalar_one_or_none()
        if found is None:
            raise NotFound
        audit.write(event="read.opaque-key", citizen=found.citizen_id, actor=actor, about=found.receiver_id)
        return found.citizen_id, found.receiver_id


def keys_of(*, citizen: uuid.UUID, actor: audit.Actor) -> dict[uuid.UUID, uuid.UUID]:
    """Receiver → the name of this citizen there; the look is written and shown to her."""
    with transaction() as session:
        audit.write(event="read.opaque-key", citizen=citizen, actor=actor)
        rows = session.execute(select(OpaqueKey.receiver_id, OpaqueKey.key).where(OpaqueKey.citizen_id == citizen))
        return {row.receiver_id: row.key for row in rows}


def _open(receiver_id: uuid.UUID) -> Receiver:
    with transaction() as session:
        found = session.get(Receiver, receiver_id, with_for_update=True)
        if found is None or found.ended_at is not None:
            raise NotFound
        return found


def _write(event: str, receiver: Receiver, actor: audit.Actor) -> None:
    audit.write(event=event, citizen=None, actor=actor, unit=receiver.unit_id, about=receiver.id)
