"""Signing a phone in and out: a random token in a cookie, its keyed hash in the database."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from sqlalchemy import bindparam, select, update

from companion.accounts.active import role_today
from companion.accounts.records import Person, Role, SignIn
from companion.accounts.rules import CITIZEN, METHODS, SIGN_IN_DAYS, TWO_FACTORS, sign_in_life
from companion.foundation import audit, clock, crypto
from companion.foundation.audit import Actor
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import NotFound

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Me:
    """The person signed in on this phone, in the role used here."""

    sign_in_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    role: str
    unit_id: uuid.UUID | None
    language: str
    own_phone: bool
    method: str
    last_seen_on: date | None
    signed_in_at: datetime
    case_ended_at: datetime | None
    is_authenticated: ClassVar[bool] = True  # what the door asks; nobody signed in has no `Me`

    @property
    def is_strong(self) -> bool:
        """Whether this phone was signed in with two factors, not by a code or a card alone."""
        return self.method in TWO_FACTORS

    @property
    def is_over(self) -> bool:
        """Whether this sign-in has run out: staff after a working day, a shared phone the same day."""
        life = sign_in_life(staff=self.role != CITIZEN, own_phone=self.own_phone)
        return clock.now() > self.signed_in_at + life

    @property
    def actor(self) -> Actor:
        """Me, as the audit writes it."""
        return Actor(self.person_id, self.role, self.unit_id)


_SIGNED_IN = (
    select(
        SignIn.id,
        SignIn.person_id,
        Person.name,
        Role.role,
        Role.unit_id,
        Person.language,
        SignIn.own_phone,
        SignIn.method,
        SignIn.last_seen_on,
        SignIn.signed_in_at,
        Person.case_ended_at,
    )
    .join(Person, Person.id == SignIn.person_id)
    .join(Role, Role.person_id == Person.id)
    .where(
        SignIn.ended_at.is_(None),
        SignIn.signed_in_at > bindparam("oldest"),
        Person.disabled_at.is_(None),
        Role.valid_from <= bindparam("day"),
        Role.valid_to.is_(None) | (Role.valid_to > bindparam("day")),
    )
    .order_by(Role.valid_from)
    .limit(1)
)
_ME = _SIGNED_IN.where(SignIn.token_hash == bindparam("token_hash"))
_BY_ID = _SIGNED_IN.where(SignIn.id == bindparam("sign_in"))


def sign_in(*, person: uuid.UUID, own_phone: bool, method: str, device: str | None = None) -> str:
    """Sign this person in on this phone. Returns the token for the cookie, which is stored nowhere."""
    if method not in METHODS:
        raise ValueError(f"no way in is called {method}")
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    made = SignIn(
        id=new_id(),
        token_hash=_hashes(token)[0],
        person_id=person,
        own_phone=own_phone,
        method=method,
        device=device,
        last_seen_on=clock.today(),
        signed_in_at=now,
    )
    with transaction() as session:
        session.add(made)
        citizen = person if role_today(person) == CITIZEN else None
        audit.write(event="signed-in", citizen=citizen, actor=Actor(person, "self"), purpose=method, about=made.id)
    return token


def who(token: str) -> Me | None:
    """Who is signed in with this token: one select, nothing else (one more per older pepper for a stranger)."""
    values = {"oldest": _oldest(), "day": clock.today()}
    with reading() as db:
        asked = (db.execute(_ME, {**values, "token_hash": one}).one_or_none() for one in _hashes(token))
        row = next(filter(None, asked), None)
    found = Me(*row) if row else None
    return None if found is None or found.is_over else found


def known(sign_in_id: uuid.UUID) -> Me | None:
    """Who is signed in by this sign-in; None once it has ended or run out."""
    with reading() as db:
        row = db.execute(_BY_ID, {"oldest": _oldest(), "day": clock.today(), "sign_in": sign_in_id}).one_or_none()
    found = Me(*row) if row else None
    return None if found is None or found.is_over else found


def has_left(person: uuid.UUID, *, since: datetime) -> bool:
    """Whether somebody who was signed in at a moment has signed out since, wherever that was."""
    then = select(SignIn.id).where(
        SignIn.person_id == person,
        SignIn.signed_in_at <= since,
        SignIn.signed_in_at > _oldest(),
        SignIn.ended_at.is_(None) | (SignIn.ended_at >= since),
    )
    with reading() as db:
        found = db.scalars(then).all()
        return bool(found) and not any(known(one) for one in found)


def seen_today(sign_in_id: uuid.UUID) -> None:
    """Remember that this phone was used today; the day is all that is kept."""
    with transaction() as session:
        session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_seen_on=clock.today()))


def sign_out(*, sign_in_id: uuid.UUID, actor: Actor) -> None:
    """End one phone's session at once."""
    ending = update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None))
    with transaction() as session:
        session.execute(ending.values(ended_at=clock.now()))
        citizen = actor.person_id if actor.role == CITIZEN else None
        audit.write(event="signed-out", citizen=citizen, actor=actor)


def persona(key: str) -> uuid.UUID:
    """The demo person with this key. Raises NotFound, also outside a demo database."""
    with reading() as db:
        found = db.execute(select(Person.id).where(Person.persona == key)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def _hashes(token: str) -> tuple[str, ...]:
    return crypto.keyed_hashes("sign-in", token)


def _oldest() -> datetime:
    return clock.now() - timedelta(days=SIGN_IN_DAYS)
