"""CPR numbers: sealed in one table, found by a keyed hash, shown nowhere; no number stands in an exception or a log."""

import re
import uuid
from datetime import date

from sqlalchemy import select

from companion.accounts.active import role_today
from companion.accounts.records import CprNumber
from companion.accounts.rules import CITIZEN
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound

HASHED_AS = "cpr"
LINKING = uuid.UUID("6f0b5f2e-6b0c-4f1e-9a53-0c7b64f2c0d1")  # one link at a time: two may bring the same number
_SHAPE = re.compile(r"[0-9]{6}[- ]?[0-9]{4}")
_CENTURIES = (  # seventh digit → (first year of the century, for the years of birth in this range)
    ("0123", ((1900, range(100)),)),
    ("49", ((2000, range(37)), (1900, range(37, 100)))),
    ("5678", ((2000, range(58)), (1800, range(58, 100)))),
)


class NotANumber(Invalid):
    """What was given is no CPR number."""

    sentence = N_("Det er ikke et CPR-nummer.")


class Taken(Conflict):
    """Somebody else has this number."""

    sentence = N_("Nummeret hører allerede til en anden.")


def link(*, person: uuid.UUID, number: str, actor: audit.Actor) -> None:
    """From now on this citizen is found by this number; a former one of hers is replaced.

    Raises NotFound where she is no citizen with a way in, NotANumber, or Taken.
    """
    digits = _digits(number)
    if role_today(person) != CITIZEN:
        raise NotFound
    with transaction() as session:
        in_turn(LINKING)
        if find(digits) not in (None, person):
            raise Taken
        sealed = crypto.seal(digits, table="cpr_number", row=person, field="number")
        hashed = crypto.keyed_hash(HASHED_AS, digits)
        session.merge(CprNumber(person_id=person, number=sealed, number_hash=hashed, linked_at=clock.now()))
        audit.write(event="cpr.linked", citizen=person, actor=actor)


def find(number: str) -> uuid.UUID | None:
    """Whose number this is; None for everybody's but ours, and for what is no number."""
    try:
        hashes = crypto.keyed_hashes(HASHED_AS, _digits(number))
    except NotANumber:
        return None
    with reading() as db:
        return db.scalar(select(CprNumber.person_id).where(CprNumber.number_hash.in_(hashes)))


def number_of(person: uuid.UUID) -> str | None:
    """The number itself, for the person's own copy and for nothing else."""
    with reading() as db:
        sealed = db.scalar(select(CprNumber.number).where(CprNumber.person_id == person))
    return str(crypto.unseal(sealed, table="cpr_number", row=person, field="number")) if sealed else None


def born_on(number: str) -> date:
    """The day of birth that a CPR number says. Raises NotANumber.

    Source: the CPR office, "Personnummeret i CPR-systemet" (2008): digits 1 to 6 are the day, month and year, digit 7
    tells the century. Since 1 October 2007 numbers need not pass the modulus-11 check, so it is not asked for.
    """
    digits = _digits(number)
    year, seventh = int(digits[4:6]), digits[6]
    centuries = next(of_it for sevenths, of_it in _CENTURIES if seventh in sevenths)
    century = next(first for first, years in centuries if year in years)
    try:
        return date(century + year, int(digits[2:4]), int(digits[:2]))
    except ValueError:
        raise NotANumber from None


def age_on(number: str, day: date) -> int:
    """How many whole years somebody with this number is on this day, negative before birth. Raises NotANumber.

    Born on 29 February, she is a year older on 1 March.
    """
    born = born_on(number)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _digits(number: str) -> str:
    text = number.strip()
    if not _SHAPE.fullmatch(text):
        raise NotANumber
    return text[:6] + text[-4:]
