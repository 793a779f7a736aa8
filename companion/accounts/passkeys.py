"""Passkeys: adding one, signing in with one, ending one; the finger, face or PIN it asks for never leaves the phone."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.exc import IntegrityError

from companion.accounts import challenges, codes, passkey_checks
from companion.accounts.active import WITH_A_ROLE
from companion.accounts.challenges import ADD, SIGN_IN
from companion.accounts.passkey_checks import Known, NewKey, NotVerified
from companion.accounts.records import Passkey
from companion.accounts.rules import CITIZEN
from companion.accounts.sign_in import Me
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotAllowed, NotFound

AFTER_A_CODE = timedelta(minutes=15)  # assisted enrolment: the contact still stands beside
LIMIT = 20  # live passkeys of one person; nobody has that many phones


class PasskeyRefused(Invalid):
    """Unknown, ended, replayed, wrongly signed, or of somebody who may not get in: nobody learns which."""

    sentence = N_("Adgangsnøglen virker ikke her. Prøv igen, eller log ind på en anden måde.")


class PasskeyNotMade(Invalid):
    """The phone's answer was not what we asked for, or it came too late."""

    sentence = N_("Adgangsnøglen blev ikke lavet. Prøv igen.")


class MayNotAdd(NotAllowed):
    """Adding a way in needs two factors, or a code handed over in person a moment ago and no passkey yet."""

    sentence = N_("Du kan ikke lave en adgangsnøgle lige nu. Vi skal først være helt sikre på, at det er dig.")
    way = ("/sign-in/stronger", N_("Se, hvordan du gør"))


@dataclass(frozen=True)
class KnownPasskey:
    """A passkey that has not ended, as its owner sees it."""

    id: uuid.UUID
    device: str | None
    made_at: datetime
    last_used_on: date | None


@dataclass(frozen=True)
class _Found:
    id: uuid.UUID
    person_id: uuid.UUID
    public_key: bytes


_LIVE = Passkey.ended_at.is_(None)
_OPENS = select(Passkey.id, Passkey.person_id, Passkey.public_key).where(
    Passkey.credential_id == bindparam("credential"), _LIVE, Passkey.person_id.in_(WITH_A_ROLE)
)


def may_add(me: Me) -> bool:
    """Whether this sign-in may add a passkey now (docs/decisions/0008): strong, or just enrolled in person.

    A passkey that was live when she signed in by code counts, even if she ended it since.
    """
    if me.is_strong:
        return True
    fresh = me.method == "code" and clock.now() <= me.signed_in_at + AFTER_A_CODE
    return fresh and codes.was_in_person(me.person_id, me.signed_in_at) and not _had_one(me)


def options_to_add(me: Me) -> dict[str, Any]:
    """What her phone is asked to make, as JSON for `navigator.credentials.create`. Raises MayNotAdd."""
    if not may_add(me):
        raise MayNotAdd
    return passkey_checks.options_to_add(
        challenge=challenges.make(ADD, me.person_id),
        user_id=me.person_id.bytes,
        shown_as=_initials(me.name),
        known=_known(me.person_id),
    )


def add(*, answer: Any, device: str | None, me: Me) -> uuid.UUID:
    """Keep the passkey her phone made. Raises MayNotAdd or PasskeyNotMade."""
    if not may_add(me):
        raise MayNotAdd
    try:
        challenge = passkey_checks.challenge_of(answer)
        if not challenges.use(challenge, ADD, me.person_id):
            raise PasskeyNotMade
        made = passkey_checks.made(answer, challenge=challenge)
        return _keep(made, device, me)
    except (NotVerified, IntegrityError):  # the latter: a credential id that somebody already has
        raise PasskeyNotMade from None


def options_to_sign_in() -> dict[str, Any]:
    """What a phone is asked to sign, as JSON for `navigator.credentials.get`; it names nobody."""
    return passkey_checks.options_to_sign_in(challenges.make(SIGN_IN, None))


def use(answer: Any) -> uuid.UUID:
    """Whose passkey signed our challenge, with its user verified. Raises PasskeyRefused."""
    try:
        challenge = passkey_checks.challenge_of(answer)
        fresh = challenges.use(challenge, SIGN_IN, None)
        found = _opens(answer)
        if not fresh or found is None:
            raise PasskeyRefused
        count = passkey_checks.signed(answer, challenge=challenge, public_key=found.public_key)
    except NotVerified:
        raise PasskeyRefused from None
    if not _counted_on(found, count):
        raise PasskeyRefused
    return found.person_id


def of(person: uuid.UUID) -> Sequence[KnownPasskey]:
    """The passkeys of this person that have not ended, oldest first."""
    columns = select(Passkey.id, Passkey.device, Passkey.made_at, Passkey.last_used_on)
    with reading() as db:
        rows = db.execute(columns.where(Passkey.person_id == person, _LIVE).order_by(Passkey.made_at, Passkey.id))
        return [KnownPasskey(*row) for row in rows]


def one_of(person: uuid.UUID, passkey: uuid.UUID) -> KnownPasskey:
    """One live passkey of this person. Raises NotFound, for somebody else's too."""
    found = next((one for one in of(person) if one.id == passkey), None)
    if found is None:
        raise NotFound
    return found


def end(*, passkey: uuid.UUID, actor: audit.Actor) -> None:
    """End one's own passkey at once. Raises NotFound."""
    mine = (Passkey.id == passkey, Passkey.person_id == actor.person_id, _LIVE)
    ending = update(Passkey).where(*mine).values(ended_at=clock.now(), ended_by=actor.person_id)
    with transaction() as session:
        ended = session.execute(ending.returning(Passkey.id), execution_options={"synchronize_session": False})
        if ended.one_or_none() is None:
            raise NotFound
        audit.write(event="passkey.ended", citizen=_citizen(actor), actor=actor, about=passkey)


def _had_one(me: Me) -> bool:
    lived = or_(_LIVE, Passkey.ended_at >= me.signed_in_at)
    with reading() as db:
        return (
            db.execute(select(Passkey.id).where(Passkey.person_id == me.person_id, lived).limit(1)).first() is not None
        )


def _known(person: uuid.UUID) -> list[Known]:
    columns = select(Passkey.credential_id, Passkey.transports)
    with reading() as db:
        return [Known(*row) for row in db.execute(columns.where(Passkey.person_id == person, _LIVE))]


def _keep(made: NewKey, device: str | None, me: Me) -> uuid.UUID:
    record = Passkey(
        id=new_id(),
        person_id=me.person_id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        transports=made.transports,
        device=device,
        made_at=clock.now(),
    )
    with transaction() as session:
        in_turn(me.person_id)  # two first passkeys at the same moment: one is the first
        if not may_add(me) or len(of(me.person_id)) >= LIMIT:
            raise MayNotAdd
        session.add(record)
        session.flush()
        audit.write(event="passkey.added", citizen=_citizen(me.actor), actor=me.actor, about=record.id)
        return record.id


def _opens(answer: Any) -> _Found | None:
    """The live passkey that answered, of somebody who may get in and whom the phone itself names."""
    credential, named = passkey_checks.credential_of(answer)
    with reading() as db:
        row = db.execute(_OPENS, {"credential": credential, "day": clock.today()}).one_or_none()
    return _Found(*row) if row and named == row.person_id.bytes else None


def _counted_on(found: _Found, count: int) -> bool:
    """Remember the use; False if it ended meanwhile, or if its count went backwards: then two copies may exist."""
    with transaction() as session:
        in_turn(found.person_id)
        record = session.get_one(Passkey, found.id)
        if record.ended_at is not None:
            return False
        if count > record.sign_count or count == record.sign_count == 0:  # many phones do not count at all
            record.sign_count, record.last_used_on = count, clock.today()
            return True
        self = audit.Actor(found.person_id, "self")
        audit.write(event="passkey.out-of-step", citizen=found.person_id, actor=self, about=found.id)
        return False


def _citizen(actor: audit.Actor) -> uuid.UUID | None:
    return actor.person_id if actor.role == CITIZEN else None


def _initials(name: str) -> str:
    """What the phone's list of passkeys shows: enough for oneself, no full name in a cloud of keys."""
    return " ".join(f"{word[0]}." for word in name.split()[:3]) or passkey_checks.RP_NAME
