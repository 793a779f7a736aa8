"""Codes of nine digits that let one phone in once: handed over in person, or read out after the agreed questions."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from companion.accounts import service
from companion.accounts.active import WITH_A_ROLE, role_today
from companion.accounts.records import SignInCode
from companion.accounts.rules import CITIZEN
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound
from companion.language.offered import offered_codes

CODE_DIGITS = 9  # digits are what everybody can type, on any keyboard
CODE_MINUTES = 10
PURPOSE = "sign-in-code"
IN_PERSON, BY_PHONE = "in-person", "by-phone"  # purposes in the audit
ON_COMMAND = "on-command"


class WrongCode(Invalid):
    """Unknown, used, expired, revoked, or of somebody who may not get in: nobody learns which."""

    sentence = N_("Koden virker ikke. Se, om tallene er rigtige, eller bed din kontakt om en ny.")


@dataclass(frozen=True)
class LetIn:
    """Whom a code let in, and what it says about the phone."""

    person_id: uuid.UUID
    role: str
    language: str
    own_phone: bool


_LIVE = (SignInCode.used_at.is_(None), SignInCode.revoked_at.is_(None))
_USE = (
    update(SignInCode)
    .where(
        SignInCode.code_hash.in_(bindparam("codes", expanding=True)),
        SignInCode.made_at > bindparam("oldest"),
        SignInCode.person_id.in_(WITH_A_ROLE),
        *_LIVE,
    )
    .values(used_at=bindparam("now"))
    .returning(SignInCode.person_id, SignInCode.language, SignInCode.own_phone)
)


def make(
    *,
    person: uuid.UUID,
    language: str | None,
    own_phone: bool,
    by_phone: bool = False,
    actor: audit.Actor,
) -> str:
    """A new code for this person; her older unused ones end. Returns the digits, which are stored nowhere.

    Without a language she goes on reading her own, and whoever makes the code does not learn which (R3).
    Raises NotFound for somebody who may not get in, Invalid for a language that is not offered here.
    """
    with transaction() as session:
        in_turn(person)
        role, reads = _reader(person, language)
        revoke(person)
        digits = _fresh(session)
        made = SignInCode(
            code_hash=crypto.keyed_hash(PURPOSE, digits),
            person_id=person,
            language=reads,
            own_phone=own_phone,
            by_phone=by_phone,
            made_by=actor.person_id,
            made_at=clock.now(),
        )
        _keep(session, made, role, actor)
        return digits


def use(digits: str) -> LetIn:
    """Let a phone in with these digits, once; from here on she reads in the code's language. Raises WrongCode."""
    now = clock.now()
    values: dict[str, Any] = {
        "codes": crypto.keyed_hashes(PURPOSE, digits),  # keys may have been renewed within the ten minutes
        "oldest": now - timedelta(minutes=CODE_MINUTES),
        "now": now,
        "day": clock.today(),
    }
    with transaction() as session:
        used = session.execute(_USE, values, execution_options={"synchronize_session": False}).one_or_none()
        role = role_today(used.person_id) if used else None
        if used is None or role is None:
            raise WrongCode
        service.choose_language(person=used.person_id, language=used.language)
        return LetIn(used.person_id, role, used.language, used.own_phone)


def revoke(person: uuid.UUID) -> None:
    """End every unused code of this person at once."""
    ending = update(SignInCode).where(SignInCode.person_id == person, *_LIVE)
    with transaction() as session:
        session.execute(ending.values(revoked_at=clock.now()))


def was_in_person(person: uuid.UUID, signed_in_at: datetime) -> bool:
    """Whether the code behind the sign-in of this moment was handed over, not read out by phone.

    A code is used in the transaction that signs its phone in, so the last one used by then is that one.
    """
    used = select(SignInCode.by_phone).where(SignInCode.person_id == person, SignInCode.used_at <= signed_in_at)
    with reading() as db:
        by_phone = db.execute(used.order_by(SignInCode.used_at.desc()).limit(1)).scalar_one_or_none()
    return by_phone is False


def _reader(person: uuid.UUID, language: str | None) -> tuple[str, str]:
    role = role_today(person)
    if role is None:
        raise NotFound
    if language is None:
        return role, service.person(person).language
    if language not in offered_codes():
        raise Invalid
    return role, language


def _fresh(session: Session) -> str:
    while True:
        digits = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        if (
            session.scalar(select(SignInCode.id).where(SignInCode.code_hash == crypto.keyed_hash(PURPOSE, digits)))
            is None
        ):
            return digits


def _keep(session: Session, made: SignInCode, role: str, actor: audit.Actor) -> None:
    session.add(made)
    session.flush()
    citizen = made.person_id if role == CITIZEN else None
    handed_over = BY_PHONE if made.by_phone else IN_PERSON
    audit.write(
        event="code.made",
        citizen=citizen,
        actor=actor,
        purpose=handed_over if actor.person_id else ON_COMMAND,
        about=made.id if citizen else made.person_id,
    )
