"""Challenges a passkey must sign: random, five minutes, for one purpose and one person, used once."""

import secrets
import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, update

from companion.accounts.records import PasskeyChallenge
from companion.foundation import clock, crypto
from companion.foundation.database import transaction

CHALLENGE_BYTES = 32  # WebAuthn Level 3, 13.4.3: at least 16
LIFE = timedelta(minutes=5)
ADD, SIGN_IN = "add", "sign-in"
HASHED_AS = "passkey-challenge"

_USE = (
    update(PasskeyChallenge)
    .where(
        PasskeyChallenge.challenge_hash.in_(bindparam("hashes", expanding=True)),
        PasskeyChallenge.purpose == bindparam("wanted"),
        PasskeyChallenge.person_id.is_not_distinct_from(bindparam("person")),
        PasskeyChallenge.made_at > bindparam("oldest"),
        PasskeyChallenge.used_at.is_(None),
    )
    .values(used_at=bindparam("now"))
    .returning(PasskeyChallenge.id)
)


def make(purpose: str, person: uuid.UUID | None) -> bytes:
    """A new challenge, stored as its keyed hash; those of the past are removed."""
    challenge, now = secrets.token_bytes(CHALLENGE_BYTES), clock.now()
    with transaction() as session:
        session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.made_at <= now - LIFE))
        session.add(
            PasskeyChallenge(
                challenge_hash=crypto.keyed_hash(HASHED_AS, challenge.hex()),
                purpose=purpose,
                person_id=person,
                made_at=now,
            )
        )
    return challenge


def use(challenge: bytes, purpose: str, person: uuid.UUID | None) -> bool:
    """Use this challenge up; whether it was ours, fresh, unused, and for this purpose and person.

    One statement, committed by itself: of two at the same moment one wins, and a failed answer does not give it back.
    """
    now = clock.now()
    values: dict[str, Any] = {
        "hashes": crypto.keyed_hashes(HASHED_AS, challenge.hex()),
        "wanted": purpose,
        "person": person,
        "oldest": now - LIFE,
        "now": now,
    }
    with transaction() as session:
        used = session.execute(_USE, values, execution_options={"synchronize_session": False})
        return used.one_or_none() is not None
