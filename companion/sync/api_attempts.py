"""Refused requests for tokens, counted apart from people's sign-ins: a broken system shuts out nobody but itself.

An attempt is written down before it is made and struck out when it succeeds.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import delete, func, select

from companion.accounts.attempts import one_household
from companion.foundation import clock, crypto
from companion.foundation.database import in_turn, new_id, transaction
from companion.foundation.errors import N_, Refusal
from companion.sync.records import ApiAttempt

WINDOW = timedelta(minutes=10)
PER_ADDRESS = 20  # a wrong setting in a retry loop is stopped; a secret of 256 bits is not guessed in 20
IN_ALL = 200
_COUNTING = uuid.UUID("6f1b5d0e-3a0c-4f63-9a53-000000000031")


class TooManyRefusals(Refusal):
    """Too many refused requests from one address, or from all together, in ten minutes."""

    status = 429
    sentence = N_("Der er prøvet for mange gange. Prøv igen om ti minutter.")


@contextmanager
def counted(address: str) -> Iterator[None]:
    """One attempt from this address: it counts unless the block ends well. Raises TooManyRefusals."""
    attempt = _write_down(crypto.keyed_hash("api-attempt", one_household(address)))
    yield
    with transaction() as session:
        session.execute(delete(ApiAttempt).where(ApiAttempt.id == attempt))


def _write_down(address_hash: str) -> uuid.UUID:
    with transaction() as session:
        in_turn(_COUNTING)
        session.execute(delete(ApiAttempt).where(ApiAttempt.failed_at <= clock.now() - WINDOW))
        counting = select(func.count()).select_from(ApiAttempt)
        here = session.scalar(counting.where(ApiAttempt.address_hash == address_hash)) or 0
        if here >= PER_ADDRESS or (session.scalar(counting) or 0) >= IN_ALL:
            raise TooManyRefusals
        made = ApiAttempt(id=new_id(), address_hash=address_hash, failed_at=clock.now())
        session.add(made)
        return made.id
