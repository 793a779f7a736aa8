"""Failed attempts to get in, counted in our own table, so that codes and cards cannot be tried one by one.

An attempt is written down as failed before it is made and struck out when it succeeds: many at the same moment
cannot slip past the limit together.
"""

import ipaddress
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, delete, select, true
from sqlalchemy.orm import Session

from companion.accounts.records import FailedAttempt
from companion.foundation import clock, crypto
from companion.foundation.database import in_turn, new_id, transaction
from companion.foundation.errors import N_, Refusal

log = logging.getLogger("companion.accounts")
WINDOW = timedelta(minutes=10)
PER_ADDRESS = 20  # a waiting room behind one address mistypes now and then; nobody guesses nine digits in 20
IN_ALL = 200  # many addresses together: 200 of 10⁹ codes in the ten minutes one lives
NETWORK_BITS = 64  # one household holds a whole IPv6 /64
A_MINUTE = 60
_COUNTING = uuid.UUID("6f1b5d0e-3a0c-4f63-9a53-000000000010")  # whose turn it is to count


class TooManyAttempts(Refusal):
    """Too many failures from one address, or from all together, in the last ten minutes."""

    status = 429
    sentence = N_("Der er prøvet for mange gange. Prøv igen kl. %(time)s. Din kontakt kan også hjælpe dig ind.")
    way = ("/help", N_("Se, hvem du kan ringe til"))


@contextmanager
def counted(address: str) -> Iterator[None]:
    """One attempt from this client address: it counts unless the block ends well. Raises TooManyAttempts."""
    try:
        attempt = _write_down(_keyed(address))
    except TooManyAttempts:
        log.warning("too-many-attempts")
        raise
    try:
        yield
    except Exception:
        log.warning("attempt-failed")  # not whose, not from where: an address is personal data
        raise
    _strike_out(attempt)


def forget_old() -> None:
    """Remove what counts no more: nothing of an attempt is kept for longer than the limit needs it."""
    with transaction() as session:
        session.execute(delete(FailedAttempt).where(FailedAttempt.failed_at <= clock.now() - WINDOW))


def _write_down(address_hash: str) -> uuid.UUID:
    with transaction() as session:
        in_turn(_COUNTING)
        forget_old()
        full = (
            _full_until(session, FailedAttempt.address_hash == address_hash, PER_ADDRESS),
            _full_until(session, true(), IN_ALL),
        )
        if any(full):
            raise TooManyAttempts(time=_told(max(moment for moment in full if moment)))
        made = FailedAttempt(id=new_id(), address_hash=address_hash, failed_at=clock.now())
        session.add(made)
        return made.id


def _full_until(session: Session, which: ColumnElement[bool], limit: int) -> datetime | None:
    """When the next attempt is free, if `limit` failures already count."""
    newest: Any = select(FailedAttempt.failed_at).where(which).order_by(FailedAttempt.failed_at.desc())
    oldest_that_counts = session.scalar(newest.offset(limit - 1).limit(1))
    return oldest_that_counts + WINDOW if oldest_that_counts else None


def _strike_out(attempt: uuid.UUID) -> None:
    with transaction() as session:
        session.execute(delete(FailedAttempt).where(FailedAttempt.id == attempt))


def _told(moment: datetime) -> str:
    """The wall clock in Denmark, rounded up to the minute: not a second too early."""
    whole = clock.danish(datetime.fromtimestamp(ceil(moment.timestamp() / A_MINUTE) * A_MINUTE, moment.tzinfo))
    return f"{whole:%H:%M}"


def _keyed(address: str) -> str:
    return crypto.keyed_hash("attempt-address", one_household(address))


def one_household(address: str) -> str:
    """An address as far as it says who is behind it: a whole IPv6 /64 is one household."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, NETWORK_BITS), strict=False))
