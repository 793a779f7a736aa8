"""A person a citizen trusts reads her appointments for 90 days on another phone: a code used once, then one token.

No account, no name, no sign-in: the token opens that one page and nothing else.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from companion.accounts.active import WITH_A_ROLE
from companion.accounts.codes import CODE_DIGITS, CODE_MINUTES
from companion.accounts.records import TrustedPhone
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound

TRUSTED_DAYS = 90
MOST_AT_ONCE = 5  # phones of one citizen: a family, not a list nobody remembers
CODE_PURPOSE, TOKEN_PURPOSE = "trusted-code", "trusted-phone"
TOKEN_BYTES = 32
_LIFE = timedelta(days=TRUSTED_DAYS)
_AS_IS = {"synchronize_session": False}


class WrongTrustedCode(Invalid):
    """Unknown, used, expired or ended: nobody learns which."""

    sentence = N_("Koden virker ikke. Se, om tallene er rigtige, eller bed om en ny.")


class EnoughPhones(Conflict):
    """Five phones read along already."""

    sentence = N_("Fem telefoner læser med. Stop en af dem først.")


@dataclass(frozen=True)
class Trusted:
    """One phone that reads along, or a code that waits to be used."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    with_titles: bool
    device: str | None
    made_at: datetime
    used_at: datetime | None

    @property
    def ends_at(self) -> datetime:
        """When it stops by itself."""
        return self.made_at + _LIFE


_COLUMNS = (
    TrustedPhone.id,
    TrustedPhone.person_id,
    TrustedPhone.with_titles,
    TrustedPhone.device,
    TrustedPhone.made_at,
    TrustedPhone.used_at,
)
_IN_USE = (TrustedPhone.ended_at.is_(None), TrustedPhone.made_at > bindparam("oldest"))
_OF_CITIZEN = (
    select(*_COLUMNS)
    .where(
        TrustedPhone.person_id == bindparam("citizen"),
        *_IN_USE,
        TrustedPhone.used_at.is_not(None) | (TrustedPhone.made_at > bindparam("oldest_code")),
    )
    .order_by(TrustedPhone.made_at)
)
_BY_TOKEN = select(*_COLUMNS).where(
    TrustedPhone.token_hash.in_(bindparam("tokens", expanding=True)),
    TrustedPhone.person_id.in_(WITH_A_ROLE),
    *_IN_USE,
)
_USE = (
    update(TrustedPhone)
    .where(
        TrustedPhone.code_hash.in_(bindparam("codes", expanding=True)),
        TrustedPhone.made_at > bindparam("oldest_code"),
        TrustedPhone.used_at.is_(None),
        TrustedPhone.ended_at.is_(None),
        TrustedPhone.person_id.in_(WITH_A_ROLE),
    )
    .values(used_at=bindparam("now"), token_hash=bindparam("token"), device=bindparam("phone"))
    .returning(TrustedPhone.id, TrustedPhone.person_id)
)


def make(*, with_titles: bool, actor: audit.Actor) -> str:
    """Nine digits for one phone, to be used within ten minutes. Raises EnoughPhones or NotFound."""
    citizen = _citizen(actor)
    with transaction() as session:
        in_turn(citizen)
        if len(of(citizen)) >= MOST_AT_ONCE:
            raise EnoughPhones
        digits = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        made = TrustedPhone(id=new_id(), person_id=citizen, code_hash=crypto.keyed_hash(CODE_PURPOSE, digits))
        made.with_titles, made.made_at = with_titles, clock.now()
        session.add(made)
        audit.write(event="trusted.invited", citizen=citizen, actor=actor, about=made.id)
    return digits


def use(digits: str, *, device: str | None) -> str:
    """Let this phone read along. Returns its token, which is stored nowhere. Raises WrongTrustedCode."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {"codes": crypto.keyed_hashes(CODE_PURPOSE, digits), "now": clock.now(), "day": clock.today()}
    values |= {"oldest_code": _oldest_code(), "token": crypto.keyed_hash(TOKEN_PURPOSE, token), "phone": device}
    with transaction() as session:
        used = session.execute(_USE, values, execution_options=_AS_IS).one_or_none()
        if used is None:
            raise WrongTrustedCode
        audit.write(event="trusted.came-in", citizen=used.person_id, actor=audit.WORKER, about=used.id)
    return token


def who(token: str) -> Trusted | None:
    """Whose appointments this token opens; None once it has ended."""
    values = {"tokens": crypto.keyed_hashes(TOKEN_PURPOSE, token), "oldest": clock.now() - _LIFE, "day": clock.today()}
    with reading() as db:
        row = db.execute(_BY_TOKEN, values).one_or_none()
    return Trusted(*row) if row else None


def of(citizen: uuid.UUID) -> Sequence[Trusted]:
    """The phones that read along, and codes that can still be used, oldest first."""
    values = {"citizen": citizen, "oldest": clock.now() - _LIFE, "oldest_code": _oldest_code()}
    with reading() as db:
        return [Trusted(*row) for row in db.execute(_OF_CITIZEN, values)]


def end(*, trusted_id: uuid.UUID, actor: audit.Actor) -> None:
    """The citizen stops one phone at once. Raises NotFound for another citizen's."""
    _end(trusted_id, _citizen(actor), actor)


def leave(mine: Trusted) -> None:
    """Whoever was trusted stops reading along."""
    _end(mine.id, mine.citizen_id, audit.WORKER)


def _end(trusted_id: uuid.UUID, citizen: uuid.UUID, actor: audit.Actor) -> None:
    ending = update(TrustedPhone).where(TrustedPhone.id == trusted_id, TrustedPhone.person_id == citizen)
    ended = ending.where(TrustedPhone.ended_at.is_(None)).values(ended_at=clock.now()).returning(TrustedPhone.id)
    with transaction() as session:
        if session.execute(ended, execution_options=_AS_IS).one_or_none() is None:
            raise NotFound
        audit.write(event="trusted.ended", citizen=citizen, actor=actor, about=trusted_id)


def _oldest_code() -> datetime:
    return clock.now() - timedelta(minutes=CODE_MINUTES)


def _citizen(actor: audit.Actor) -> uuid.UUID:
    if actor.person_id is None:
        raise NotFound
    return actor.person_id
