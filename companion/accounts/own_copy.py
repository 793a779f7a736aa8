"""The person herself, her roles, phones and ways in: her copy; erasure leaves a shell without a name.

The shell stays because proofs that law keeps point at it; nobody can sign in as it.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update

from companion.accounts import attempts, cpr
from companion.accounts.records import (
    CprNumber,
    OutsideIdentity,
    Passkey,
    PasskeyChallenge,
    Person,
    PersonMerge,
    PrintedCard,
    ReplacementNumber,
    Role,
    SignIn,
    SignInCode,
    TrustedPhone,
    Unit,
)
from companion.accounts.rules import SIGN_IN_DAYS
from companion.accounts.trusted import TRUSTED_DAYS
from companion.foundation import clock
from companion.foundation.copies import Copy, Counts, Erasure, entries, remove, remove_unused
from companion.foundation.database import Base, reading, transaction
from companion.language.table import SOURCE
from companion.language.text import Text

OF_A_PERSON: dict[type[Base], tuple[str, ...]] = {  # record → columns that are secret or say nothing
    PasskeyChallenge: (),
    Passkey: ("credential_id", "public_key"),
    PrintedCard: ("pin_salt",),
    TrustedPhone: (),
    SignInCode: (),
    SignIn: (),
    OutsideIdentity: (),
    CprNumber: ("number",),
    ReplacementNumber: (),
    PersonMerge: ("moved",),
    Role: (),
}
TABLES = {"person": Erasure.STAYS} | {record.__tablename__: Erasure.GOES for record in OF_A_PERSON}


def export_of(citizen: uuid.UUID) -> Copy:
    """Who she is here, how she got in and on which phones; no secret, no hash."""
    copied = {"person": entries(Person, Person.id == citizen, without=["persona"])} | {
        record.__tablename__: entries(record, _hers(record, citizen), without=["person_id", *secret])
        for record, secret in OF_A_PERSON.items()
    }
    for entry in copied["cpr_number"]:
        entry["number"] = cpr.number_of(citizen)
    return copied


def erase(citizen: uuid.UUID) -> Counts:
    """Every way in goes, the name and phone too. No way in finds her any more; it answers as for a stranger."""
    counts = {record.__tablename__: remove(record, _hers(record, citizen)) for record in OF_A_PERSON}
    counts[PersonMerge.__tablename__] += remove(PersonMerge, PersonMerge.gone_id == citizen)
    now = clock.now()
    empty = {"name": "", "language": SOURCE, "phone": None, "persona": None, "disabled_at": now, "erased_at": now}
    empty["case_ended_at"] = None
    with transaction() as session:
        session.execute(update(Person).where(Person.id == citizen, Person.erased_at.is_(None)).values(**empty))
    return counts


def _hers(record: type[Base], citizen: uuid.UUID) -> ColumnElement[bool]:
    person_id: ColumnElement[uuid.UUID] = record.__table__.c["person_id"]
    return person_id == citizen


def names(people: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of these persons, also of those who have left; who erased herself is missing."""
    known = select(Person.id, Person.name).where(Person.id.in_(set(people)), Person.erased_at.is_(None))
    with reading() as db:
        return {row.id: row.name for row in db.execute(known)}


def unit_names(units: Iterable[uuid.UUID]) -> dict[uuid.UUID, Text]:
    """The names of these units, also of those that are gone."""
    with reading() as db:
        return {row.id: row.name for row in db.execute(select(Unit.id, Unit.name).where(Unit.id.in_(set(units))))}


def erased_since(moment: datetime) -> list[uuid.UUID]:
    """Who erased herself after this moment: what came in at that very second is erased after her."""
    with reading() as db:
        return list(db.execute(select(Person.id).where(Person.erased_at >= moment)).scalars())


def _forget_sign_ins(before: datetime, most: int) -> int:
    """Phones signed out, sign-ins that ran out, old codes, ended cards and keys, what closed accounts left."""
    closed = select(Person.id).where(Person.disabled_at < before)
    ran_out = SignIn.signed_in_at < before - timedelta(days=SIGN_IN_DAYS)
    read_along = TrustedPhone.made_at < before - timedelta(days=TRUSTED_DAYS)
    attempts.forget_old()
    return (
        remove(SignIn, or_(SignIn.ended_at < before, ran_out), most=most)
        + remove(SignInCode, SignInCode.made_at < before, most=most)
        + remove(TrustedPhone, or_(TrustedPhone.ended_at < before, read_along), most=most)
        + remove(PrintedCard, PrintedCard.ended_at < before, most=most)
        + remove(Passkey, Passkey.ended_at < before, most=most)
        + remove(PasskeyChallenge, PasskeyChallenge.made_at < before, most=most)
        + remove(CprNumber, CprNumber.person_id.in_(closed), most=most)
        + remove(OutsideIdentity, OutsideIdentity.person_id.in_(closed), most=most)
        + remove(ReplacementNumber, ReplacementNumber.person_id.in_(closed), most=most)
        + remove(PersonMerge, PersonMerge.split_at < before, most=most)  # one that holds says which names are hers
    )


def _forget_shells(before: datetime, most: int) -> int:
    """Empty shells that nothing points at any more."""
    return remove_unused(Person, Person.erased_at < before, most=most)


FORGET = {"sign-in": _forget_sign_ins, "account": _forget_shells}
