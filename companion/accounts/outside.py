"""What the municipality's own sign-on calls its staff: the issuer, and the subject as a keyed hash."""

import uuid

from sqlalchemy import select

from companion.accounts import service
from companion.accounts.active import role_today
from companion.accounts.records import OutsideIdentity
from companion.accounts.rules import CITIZEN
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound

LINKING = uuid.UUID("0a3f9d63-8e0e-4d0a-b1f0-5a4f5f0a7b92")  # one link at a time: two may bring the same subject


class Known(Conflict):
    """That account of the other system belongs to somebody already."""

    sentence = N_("Kontoen hører allerede til en anden.")


def link(*, person: uuid.UUID, issuer: str, subject: str, actor: audit.Actor) -> None:
    """From now on this account of the other system is this member of staff.

    Raises NotFound (nobody, closed, or a citizen), Invalid for an empty subject, or Known.
    """
    if not subject:
        raise Invalid
    service.person(person)
    if role_today(person) == CITIZEN:
        raise NotFound
    with transaction() as session:
        in_turn(LINKING)
        owner = find(issuer, subject)
        if owner is None:
            hashed = crypto.keyed_hash(_purpose(issuer), subject)
            session.add(OutsideIdentity(issuer=issuer, subject_hash=hashed, person_id=person, made_at=clock.now()))
            audit.write(event="outside-identity.linked", citizen=None, actor=actor, about=person)
        elif owner != person:
            raise Known


def find(issuer: str, subject: str) -> uuid.UUID | None:
    """Whose account this is, or None."""
    hashes = crypto.keyed_hashes(_purpose(issuer), subject)
    known = OutsideIdentity.issuer == issuer, OutsideIdentity.subject_hash.in_(hashes)
    with reading() as db:
        return db.scalar(select(OutsideIdentity.person_id).where(*known))


def _purpose(issuer: str) -> str:
    return f"outside-identity|{issuer}"
