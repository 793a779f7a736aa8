"""Signing a phone in and out: a random token in a cookie, its keyed hash in the database."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_login import UserMixin
from sqlalchemy import bindparam, select, update

from companion.accounts.records import Person, Role, SignIn
from companion.accounts.rules import SIGN_IN_DAYS
from companion.foundation import audit, clock, crypto
from companion.foundation.audit import Actor
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Me(UserMixin):  # type: ignore[misc] # Flask-Login ships no types
    """The person signed in on this phone, in the role used here."""

    sign_in_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    role: str
    unit_id: uuid.UUID | None
    language: str
    own_phone: bool

    @property
    def actor(self) -> Actor:
        """Me, as the audit writes it."""
        return Actor(self.person_id, self.role, self.unit_id)


_ME = (
    select(SignIn.id, SignIn.person_id, Person.name, Role.role, Role.unit_id, Person.language, SignIn.own_phone)
    .join(Person, Person.id == SignIn.person_id)
    .join(Role, Role.person_id == Person.id)
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.ended_at.is_(None),
        SignIn.signed_in_at > bindparam("oldest"),
        Person.disabled_at.is_(None),
        Role.valid_from <= bindparam("day"),
        Role.valid_to.is_(None) | (Role.valid_to > bindparam("day")),
    )
    .order_by(Role.valid_from)
    .limit(1)
)


def sign_in(*, person: uuid.UUID, own_phone: bool) -> str:
    """Sign this person in on this phone. Returns the token for the cookie, which is stored nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction() as session:
        session.add(SignIn(token_hash=_hash(token), person_id=person, own_phone=own_phone, signed_in_at=clock.now()))
        audit.write(event="signed-in", citizen=person, actor=Actor(person, "self"))
    return token


def who(token: str) -> Me | None:
    """Who is signed in with this token: one select, nothing else."""
    values = {"token_hash": _hash(token), "oldest": _oldest(), "day": clock.today()}
    with reading() as db:
        row = db.execute(_ME, values).one_or_none()
    return Me(*row) if row else None


def sign_out(*, sign_in_id: uuid.UUID, actor: Actor) -> None:
    """End one phone's session at once."""
    ending = update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None))
    with transaction() as session:
        session.execute(ending.values(ended_at=clock.now()))
        audit.write(event="signed-out", citizen=actor.person_id, actor=actor)


def persona(key: str) -> uuid.UUID:
    """The demo person with this key. Raises NotFound, also outside a demo database."""
    with reading() as db:
        found = db.execute(select(Person.id).where(Person.persona == key)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def _hash(token: str) -> str:
    return crypto.keyed_hash("sign-in", token)


def _oldest() -> datetime:
    return clock.now() - timedelta(days=SIGN_IN_DAYS)
