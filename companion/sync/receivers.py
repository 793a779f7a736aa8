"""Who takes what citizens release: systems of units, their sealed secrets and their names for citizens."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from companion.accounts import service as accounts
from companion.foundation import audit, clock, crypto, journal, runtime
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.sync import signing
from companion.sync.records import OpaqueKey, Receiver
from companion.sync.rules import rest

FHIR, CLOUDEVENTS = "fhir", "cloudevents"  # the forms a body can take; the first is the default
PAGE = "page"  # nobody is called: the unit's staff read it at /desk/facts
CSV = "csv"  # nobody is called: a file a night in a folder of this machine
BODIES = (FHIR, CLOUDEVENTS, PAGE, CSV)
UNCALLED = (PAGE, CSV)
WAITS_FOR_ANOTHER = "waits-for-another"  # why it is paused: nobody but who added it has seen its address


class AddressRefused(Invalid):
    """Not an https address (http only where private receivers are allowed), or one with a password in it."""

    sentence = N_("Adressen skal begynde med https.")


class FolderRefused(Invalid):
    """Not the whole path of a folder that is there."""

    sentence = N_("Skriv hele stien til en mappe, der findes.")


class OpenedByAnother(Conflict):
    """Two people have seen the address before anything leaves for it."""

    sentence = N_("En kollega skal åbne modtageren. Så har to af jer set adressen.")


@dataclass(frozen=True)
class KnownReceiver:
    """A receiver as lists show it, without its secret."""

    id: uuid.UUID
    unit_id: uuid.UUID
    address: str
    body: str
    purposes: tuple[str, ...]
    added_at: datetime
    paused_at: datetime | None
    paused_why: str | None
    rests_until: datetime | None
    ended_at: datetime | None
    has_two_secrets: bool
    added_by: uuid.UUID | None

    @property
    def waits_for_another(self) -> bool:
        """Whether a second person has to open it before it is ever called."""
        return self.paused_why == WAITS_FOR_ANOTHER

    @property
    def rests(self) -> bool:
        """Whether it is left alone for some minutes, because too many calls in a row failed."""
        is_open = self.ended_at is None and self.paused_at is None
        return is_open and self.rests_until is not None and self.rests_until > clock.now()


_COLUMNS = (
    Receiver.id,
    Receiver.unit_id,
    Receiver.address,
    Receiver.body,
    Receiver.purposes,
    Receiver.added_at,
    Receiver.paused_at,
    Receiver.paused_why,
    Receiver.rests_until,
    Receiver.ended_at,
    Receiver.secret_before.is_not(None),
    Receiver.added_by,
)


def add_receiver(
    *,
    unit: uuid.UUID,
    address: str,
    secret: str,
    purposes: Sequence[str],
    body: str = FHIR,
    actor: audit.Actor,
) -> uuid.UUID:
    """A new receiver of a unit. Raises AddressRefused, FolderRefused, NotFound, Invalid (body) or signing.BadSecret."""
    _check(unit, address, body, secret)
    with transaction() as session:
        receiver = Receiver(
            id=new_id(),
            unit_id=unit,
            address="" if body == PAGE else address,
            body=body,
            namespace=new_id(),
            purposes=list(purposes),
            added_at=clock.now(),
        )
        receiver.secret = crypto.seal(secret, table="receiver", row=receiver.id, field="secret")
        session.add(receiver)
        audit.write(event="receiver.added", citizen=None, actor=actor, unit=unit, about=receiver.id)
        return receiver.id


def _check(unit: uuid.UUID, address: str, body: str, secret: str) -> None:
    if body not in BODIES:
        raise Invalid
    if body == CSV and not (Path(address).is_absolute() and Path(address).is_dir()):
        raise FolderRefused
    if body not in UNCALLED and not address_allowed(address):
        raise AddressRefused
    signing.key_of(secret)
    accounts.unit(unit)


def receivers() -> Sequence[KnownReceiver]:
    """All receivers, oldest first."""
    with reading() as db:
        rows = db.execute(select(*_COLUMNS).order_by(Receiver.added_at, Receiver.id)).all()
    return [_known(row) for row in rows]


def of_unit(unit: uuid.UUID, purpose: str) -> Sequence[KnownReceiver]:
    """The receivers of one unit that take what this purpose lets through."""
    return [known for known in receivers() if known.unit_id == unit and _takes(known, purpose)]


def receiving_units(purpose: str) -> Sequence[uuid.UUID]:
    """The units that can receive what this purpose lets through."""
    return list(dict.fromkeys(known.unit_id for known in receivers() if _takes(known, purpose)))


def one(receiver_id: uuid.UUID) -> KnownReceiver:
    """One receiver. Raises NotFound."""
    with reading() as db:
        row = db.execute(select(*_COLUMNS).where(Receiver.id == receiver_id)).one_or_none()
    if row is None:
        raise NotFound
    return _known(row)


def _known(row: Any) -> KnownReceiver:
    values: list[Any] = [tuple(one) if isinstance(one, list) else one for one in row]
    return KnownReceiver(*values)


def _takes(known: KnownReceiver, purpose: str) -> bool:
    return known.ended_at is None and purpose in known.purposes


def resume(*, receiver_id: uuid.UUID, actor: audit.Actor) -> None:
    """A paused receiver is called again; what waited for it goes out. Raises NotFound or OpenedByAnother."""
    with transaction() as session:
        receiver = session.get(Receiver, receiver_id)
        if receiver is None or receiver.ended_at is not None:
            raise NotFound
        if receiver.paused_why == WAITS_FOR_ANOTHER and actor.person_id == receiver.added_by is not None:
            raise OpenedByAnother
        receiver.paused_at = receiver.paused_why = receiver.rests_until = None
        receiver.failures = 0
        journal.wake_after_commit(session)
        audit.write(event="receiver.resumed", citizen=None, actor=actor, unit=receiver.unit_id, about=receiver_id)


def pause(session: Session, *, receiver_id: uuid.UUID, why: str) -> None:
    """Stop calling a receiver that says nobody is there; its deliveries keep waiting."""
    standing = update(Receiver).where(Receiver.id == receiver_id, Receiver.paused_at.is_(None))
    session.execute(standing.values(paused_at=clock.now(), paused_why=why))


def note_call(session: Session, *, receiver_id: uuid.UUID, failed: bool) -> None:
    """Count failed calls in a row: after some the receiver rests, then one letter tries whether it is back."""
    if not failed:
        was_down = update(Receiver).where(Receiver.id == receiver_id, Receiver.failures > 0)
        session.execute(was_down.values(failures=0, rests_until=None))
        return
    one_more = update(Receiver).where(Receiver.id == receiver_id).values(failures=Receiver.failures + 1)
    pause_for = rest(session.execute(one_more.returning(Receiver.failures)).scalar_one())
    if pause_for is not None:
        session.execute(update(Receiver).where(Receiver.id == receiver_id).values(rests_until=clock.now() + pause_for))


def namespace_of(receiver_id: uuid.UUID) -> uuid.UUID:
    """In which namespace our things have their names at a receiver. Raises NotFound."""
    with reading() as db:
        found = db.scalar(select(Receiver.namespace).where(Receiver.id == receiver_id))
    if found is None:
        raise NotFound
    return found


def secret_of(receiver_id: uuid.UUID, sealed: bytes, *, field: str = "secret") -> str:
    """The signing secret of a receiver. Raises crypto.NotOurs if it was moved or our keys are others."""
    return str(crypto.unseal(sealed, table="receiver", row=receiver_id, field=field))


def make_opaque_key(session: Session, *, receiver_id: uuid.UUID, citizen: uuid.UUID) -> None:
    """Give a citizen her random name at a receiver, unless she has one."""
    known = select(OpaqueKey.key).where(OpaqueKey.receiver_id == receiver_id, OpaqueKey.citizen_id == citizen)
    if session.scalar(known) is None:
        session.add(OpaqueKey(receiver_id=receiver_id, citizen_id=citizen))
        session.flush()


def address_allowed(address: str) -> bool:
    """Whether this address may be called at all: https, or http where private receivers are allowed."""
    try:
        parts = urlsplit(address)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    schemes = ("https", "http") if runtime.current().config.sync_allow_private else ("https",)
    plain = not (parts.username or parts.password or parts.fragment)
    return parts.scheme in schemes and bool(parts.hostname) and port_is_fine and plain
