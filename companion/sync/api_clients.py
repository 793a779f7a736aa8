"""Outside systems that may ask and write: made, listed, given a new secret, ended; each belongs to one unit."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from companion.accounts import service as accounts
from companion.appointments import sources as meeting_sources
from companion.caseload import sources as caseload_sources
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.plan import sources as plan_sources
from companion.sync import allow_list, api_scopes, receivers, signing
from companion.sync.records import ApiClient, ApiSecret, ApiToken, Receiver

SECRET, SECRET_BYTES = "api-secret", 32  # what hashes of secrets are keyed as
COLLECTS = "collects"  # the address of a receiver nobody posts to
FETCHED = (receivers.FHIR, receivers.CLOUDEVENTS)  # the forms in which facts are handed out
_AS_IS = {"synchronize_session": False}


class ScopeRefused(Invalid):
    """A scope that does not exist, or that this kind of unit cannot have."""

    sentence = N_("Den adgang kan enheden ikke få.")


class NameTaken(Conflict):
    """Two systems of the same name could not be told apart on a page."""

    sentence = N_("Der er allerede et system med det navn.")


@dataclass(frozen=True)
class KnownClient:
    """An outside system as lists and doors see it, without its secrets."""

    id: uuid.UUID
    unit_id: uuid.UUID
    unit_kind: str
    receiver_id: uuid.UUID
    name: str
    scopes: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    last_used_on: date | None
    ended: bool

    @property
    def actor(self) -> audit.Actor:
        """The system, as the audit writes it."""
        return audit.Actor(None, "system", self.unit_id)


@dataclass(frozen=True)
class NewClient:
    """What a client is made of; without a receiver it gets one of its own, that nobody posts to, for bodies so."""

    unit: uuid.UUID
    name: str
    scopes: list[str]
    receiver: uuid.UUID | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    body: str = receivers.FHIR


def add(new: NewClient, *, actor: audit.Actor) -> tuple[uuid.UUID, str]:
    """A new client and its first secret, which is stored nowhere. Raises NotFound, ScopeRefused, NameTaken, Invalid."""
    unit = accounts.unit(new.unit)
    name = new.name.strip()
    if not new.scopes or api_scopes.misplaced(new.scopes, unit.kind):
        raise ScopeRefused
    if (
        not 0 < len(name) <= 60
        or new.body not in FETCHED
        or (new.valid_to and new.valid_to <= (new.valid_from or clock.today()))
    ):
        raise Invalid
    with transaction() as session:
        if session.scalar(select(ApiClient.id).where(ApiClient.name == name)) is not None:
            raise NameTaken
        made = ApiClient(id=new_id(), unit_id=unit.id, name=name, scopes=list(dict.fromkeys(new.scopes)))
        made.receiver_id = _receiver(session, new)
        made.valid_from, made.valid_to = new.valid_from or clock.today(), new.valid_to
        made.made_at = clock.now()
        session.add(made)
        session.flush()
        audit.write(event="api-client.added", citizen=None, actor=actor, unit=unit.id, about=made.id)
        return made.id, _new_secret(session, made.id)


def rotate(client_id: uuid.UUID, *, actor: audit.Actor) -> str:
    """A second secret; the one before it goes on, older ones end. Raises NotFound."""
    with transaction() as session:
        in_turn(client_id)
        found = _standing(session, client_id)
        newest = select(ApiSecret.id).where(ApiSecret.client_id == client_id, ApiSecret.ended_at.is_(None))
        keep = session.scalars(newest.order_by(ApiSecret.made_at.desc(), ApiSecret.id).limit(1)).all()
        older = update(ApiSecret).where(
            ApiSecret.client_id == client_id, ApiSecret.ended_at.is_(None), ApiSecret.id.not_in(keep)
        )
        session.execute(older.values(ended_at=clock.now()), execution_options=_AS_IS)
        audit.write(event="api-client.rotated", citizen=None, actor=actor, unit=found.unit_id, about=client_id)
        return _new_secret(session, client_id)


def end(client_id: uuid.UUID, *, actor: audit.Actor) -> None:
    """It is let in no more, from its next request; what it wrote is staff's to change from now on. Raises NotFound."""
    with transaction() as session:
        found = _standing(session, client_id)
        found.ended_at = clock.now()
        for record in (ApiSecret, ApiToken):
            rows = session.scalars(select(record).where(record.client_id == client_id))
            for row in rows.all():
                session.delete(row)
        caseload_sources.release(found.name)
        plan_sources.release(found.name)
        meeting_sources.release(found.name)
        audit.write(event="api-client.ended", citizen=None, actor=actor, unit=found.unit_id, about=client_id)


def clients() -> Sequence[KnownClient]:
    """All of them, oldest first."""
    with reading() as db:
        rows = db.execute(select(ApiClient.__table__).order_by(ApiClient.made_at, ApiClient.id)).all()
    return [_known(row) for row in rows]


def by_id(client_id: uuid.UUID) -> KnownClient | None:
    """The client that is let in today; None for unknown, ended, not begun or run out, and for a closed unit."""
    with reading() as db:
        row = db.execute(select(ApiClient.__table__).where(ApiClient.id == client_id)).one_or_none()
    if row is None or row.ended_at is not None:
        return None
    today = clock.today()
    if row.valid_from > today or (row.valid_to is not None and row.valid_to <= today):
        return None
    return _known(row) if row.unit_id in {unit.id for unit in accounts.units_today()} else None


def has_secret(client_id: uuid.UUID, secret: str) -> bool:
    """Whether this is one of its live secrets."""
    hashes = crypto.keyed_hashes(SECRET, secret)
    live = (ApiSecret.client_id == client_id, ApiSecret.secret_hash.in_(hashes), ApiSecret.ended_at.is_(None))
    with reading() as db:
        return db.scalar(select(ApiSecret.id).where(*live)) is not None


def used_today(client: KnownClient) -> None:
    """Remember the day, once a day."""
    if client.last_used_on != clock.today():
        with transaction() as session:
            mine = update(ApiClient).where(ApiClient.id == client.id)
            session.execute(mine.values(last_used_on=clock.today()), execution_options=_AS_IS)


def _receiver(session: Session, new: NewClient) -> uuid.UUID:
    if new.receiver is not None:
        if (new.receiver, new.unit) not in {(one.id, one.unit_id) for one in receivers.receivers()}:
            raise NotFound
        return new.receiver
    made = Receiver(id=new_id(), unit_id=new.unit, address=COLLECTS, body=new.body, namespace=new_id())
    made.purposes = (
        sorted(allow_list.purposes_for(accounts.unit(new.unit).kind)) if api_scopes.FACTS in new.scopes else []
    )
    made.added_at, made.collects = clock.now(), True
    made.secret = crypto.seal(signing.make_secret(), table="receiver", row=made.id, field="secret")
    session.add(made)
    session.flush()
    return made.id


def _new_secret(session: Session, client_id: uuid.UUID) -> str:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    hashed = crypto.keyed_hash(SECRET, secret)
    session.add(ApiSecret(id=new_id(), client_id=client_id, secret_hash=hashed, made_at=clock.now()))
    return secret


def _standing(session: Session, client_id: uuid.UUID) -> ApiClient:
    found = session.get(ApiClient, client_id, with_for_update=True)
    if found is None or found.ended_at is not None:
        raise NotFound
    return found


def _known(row: Row[tuple[object, ...]]) -> KnownClient:
    return KnownClient(
        id=row.id,
        unit_id=row.unit_id,
        unit_kind=accounts.unit(row.unit_id).kind,
        receiver_id=row.receiver_id,
        name=row.name,
        scopes=tuple(row.scopes),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        last_used_on=row.last_used_on,
        ended=row.ended_at is not None,
    )
