"""The phones a person turned notices on for: each endpoint is one person's, and it lasts as long as that sign-in."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, update

from companion.accounts import phones
from companion.accounts.active import role_today
from companion.accounts.rules import CITIZEN
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotAllowed, NotFound, Refusal
from companion.push import rules, vapid
from companion.push.posting import listed
from companion.push.records import PushDevice
from companion.push.rules import MOST_DEVICES, Subscription

OFF, GONE, MOVED, SILENT = "off", "gone", "moved", "silent"
MOST_TRIES, TRIES_WITHIN = 20, timedelta(hours=1)  # new addresses of one person: ten phones, each twice
DEAD = (GONE, SILENT)  # ended by itself: somebody may have to call; the others were her own choice


class NotYourOwnPhone(NotAllowed):
    """On a borrowed phone the next person would see that a notice came."""

    sentence = N_("Telefonen er lånt. Her kan vi ikke sende beskeder. Log ind på din egen telefon.")


class NoSuchService(Invalid):
    """The browser names a push service that is not on our list, or keys that are none."""

    sentence = N_("Browseren kan ikke tage imod beskeder fra os. Prøv en anden browser.")


class TooManyPhones(Invalid):
    """More phones than one person has."""

    sentence = N_("Du har allerede ti telefoner med beskeder. Slå en af dem fra, og prøv igen.")


class TooManyTries(Refusal):
    """A browser that makes one address after another is broken, or somebody plays with it."""

    status = 429
    sentence = N_("Der er prøvet for mange gange. Prøv igen om en time.")


@dataclass(frozen=True)
class Device:
    """One phone with notices on, as its owner sees it."""

    id: uuid.UUID
    sign_in_id: uuid.UUID
    device: str | None
    made_at: datetime


@dataclass(frozen=True)
class Target:
    """One phone as the sender needs it."""

    id: uuid.UUID
    subscription: Subscription
    vapid_kid: str


@dataclass(frozen=True)
class Here:
    """The phone in her hand: its sign-in, whether it is her own, and what kind it is."""

    sign_in_id: uuid.UUID
    own_phone: bool
    device: str | None


def turn_on(*, told: Any, here: Here, actor: audit.Actor) -> uuid.UUID:
    """Notices come to this phone from now on; said again it only renews. Moves the endpoint from whoever had it.

    Raises NotYourOwnPhone, NoSuchService, TooManyTries or TooManyPhones.
    """
    if not here.own_phone or actor.person_id is None:
        raise NotYourOwnPhone
    found, kid = _checked(told)
    with transaction():
        in_turn(actor.person_id)
        look_again(actor.person_id)
        known = _with_endpoint(found.endpoint)
        if known is not None and known.person_id == actor.person_id:
            return _renew(known, found, kid, here)
        if known is not None:
            _end((PushDevice.id == known.id,), MOVED)
        _require_few(actor.person_id)
        _end(_of(actor.person_id, PushDevice.sign_in_id == here.sign_in_id), MOVED)  # its browser made a new address
        if len(of(actor.person_id)) >= MOST_DEVICES:
            raise TooManyPhones
        audit.write(event="notices.on", citizen=_citizen(actor), actor=actor)
        return _add(actor.person_id, found, kid, here)


def turn_off(*, device: uuid.UUID, actor: audit.Actor) -> None:
    """No more notices on one phone of mine. Raises NotFound, for somebody else's too."""
    with transaction():
        if not _end(_of(actor.person_id, PushDevice.id == device), OFF):
            raise NotFound
        audit.write(event="notices.off", citizen=_citizen(actor), actor=actor, about=device)


def fell_silent(*, sign_in_id: uuid.UUID, actor: audit.Actor) -> None:
    """The phone itself says that its browser shows no notices any more."""
    with transaction():
        for device in _end(_of(actor.person_id, PushDevice.sign_in_id == sign_in_id), SILENT):
            audit.write(event="notices.gone", citizen=_citizen(actor), actor=actor, about=device)


def gone(device: uuid.UUID) -> None:
    """Its push service does not know this phone any more."""
    with transaction() as session:
        if _end((PushDevice.id == device,), GONE):
            person = session.scalars(select(PushDevice.person_id).where(PushDevice.id == device)).one()
            citizen = person if role_today(person) == CITIZEN else None
            audit.write(event="notices.gone", citizen=citizen, actor=audit.WORKER, about=device)


def of(person: uuid.UUID) -> Sequence[Device]:
    """The phones of this person that take notices just now: not ended, and still signed in. Newest first."""
    columns = select(PushDevice.id, PushDevice.sign_in_id, PushDevice.device, PushDevice.made_at)
    with reading() as db:
        rows = db.execute(columns.where(*_of(person)).order_by(PushDevice.made_at.desc(), PushDevice.id)).all()
        return [Device(*row) for row in rows if _signed_in(row.sign_in_id)]


def targets(person: uuid.UUID, only: uuid.UUID | None = None) -> Sequence[Target]:
    """The same with what a sender needs, opened."""
    wanted = [device.id for device in of(person) if only in (None, device.id)]
    columns = select(PushDevice.id, PushDevice.subscription, PushDevice.vapid_kid)
    with reading() as db:
        rows = db.execute(columns.where(PushDevice.id.in_(wanted)).order_by(PushDevice.made_at)).all()
    return [Target(row.id, _unseal(row.id, row.subscription), row.vapid_kid) for row in rows]


def under_older_keys() -> int:
    """How many phones still subscribe under an older key of ours than the newest."""
    older = (PushDevice.ended_at.is_(None), PushDevice.vapid_kid != vapid.newest_kid())
    with reading() as db:
        return db.scalar(select(func.count()).where(*older)) or 0


def look_again(person: uuid.UUID) -> None:
    """The worker looks at the next pass whether this person has a phone left; nothing if none ever went by itself."""
    went = (PushDevice.person_id == person, PushDevice.ended_why.in_(DEAD), PushDevice.ended_at.is_not(None))
    with transaction() as session:
        session.execute(update(PushDevice).where(*went).values(look_due=clock.now()))


def _citizen(actor: audit.Actor) -> uuid.UUID | None:
    """Whose audit it stands in: a phone of staff is no citizen's matter."""
    return actor.person_id if actor.role == CITIZEN else None


def _checked(told: Any) -> tuple[Subscription, str]:
    found = rules.subscription(told)
    if found is None or not listed().take(found.endpoint):
        raise NoSuchService
    key = told.get("key")
    kid = vapid.kid_of(key) if isinstance(key, str) else None
    if kid is None:
        raise NoSuchService
    return found, kid


def _with_endpoint(endpoint: str) -> PushDevice | None:
    hashes = crypto.keyed_hashes("push-endpoint", endpoint)
    with transaction() as session:
        return session.scalars(select(PushDevice).where(PushDevice.endpoint_hash.in_(hashes))).first()


def _require_few(person: uuid.UUID) -> None:
    since = clock.now() - TRIES_WITHIN
    made = select(func.count()).where(PushDevice.person_id == person, PushDevice.made_at > since)
    with reading() as db:
        if (db.scalar(made) or 0) >= MOST_TRIES:
            raise TooManyTries


def _renew(known: PushDevice, found: Subscription, kid: str, here: Here) -> uuid.UUID:
    known.subscription, known.vapid_kid = _seal(known.id, found), kid
    known.sign_in_id, known.device, known.renewed_at = here.sign_in_id, here.device, clock.now()
    return known.id


def _add(person: uuid.UUID, found: Subscription, kid: str, here: Here) -> uuid.UUID:
    key, now = new_id(), clock.now()
    made = PushDevice(
        id=key,
        person_id=person,
        sign_in_id=here.sign_in_id,
        endpoint_hash=crypto.keyed_hash("push-endpoint", found.endpoint),
        subscription=_seal(key, found),
        vapid_kid=kid,
        device=here.device,
        made_at=now,
        renewed_at=now,
    )
    with transaction() as session:
        session.add(made)
        session.flush()
    return key


def _end(which: tuple[ColumnElement[bool], ...], why: str) -> Sequence[uuid.UUID]:
    ended = {"ended_at": clock.now(), "ended_why": why, "endpoint_hash": None, "subscription": None}
    ended["look_due"] = rules.next_look(clock.danish(clock.now())) if why in DEAD else None
    ending = update(PushDevice).where(*which, PushDevice.ended_at.is_(None)).values(**ended).returning(PushDevice.id)
    with transaction() as session:
        return session.scalars(ending, execution_options={"synchronize_session": "fetch"}).all()


def _of(person: uuid.UUID | None, *which: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (PushDevice.person_id == person, PushDevice.ended_at.is_(None), *which)


def _signed_in(sign_in_id: uuid.UUID) -> bool:
    try:
        return phones.phone(sign_in_id).ends_at > clock.now()
    except NotFound:
        return False


def _seal(row: uuid.UUID, found: Subscription) -> bytes:
    told = [found.endpoint, found.p256dh, found.auth]
    return crypto.seal(told, table="push_device", row=row, field="subscription")


def _unseal(row: uuid.UUID, sealed: bytes) -> Subscription:
    return Subscription(*crypto.unseal(sealed, table="push_device", row=row, field="subscription"))
