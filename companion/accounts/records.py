"""People, units, roles and signed-in phones; names and kinds are dated data, because laws rename them."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED, not_sealed
from companion.language.text import Text


class Unit(Base):
    """A unit of the municipality; its kind (`employment`, `health`, …) and name are data, not code."""

    __tablename__ = "unit"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[Text] = mapped_column(JSON)
    phone: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Person(Base):
    """Somebody with a way in; the CPR number is never here."""

    __tablename__ = "person"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(10))
    phone: Mapped[str | None] = mapped_column(String(20))
    persona: Mapped[str | None] = mapped_column(String(40), unique=True)  # only in a demo database
    created_at: Mapped[datetime] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)  # by herself: an empty shell that proofs point at
    case_ended_at: Mapped[datetime | None] = mapped_column(Moment)  # a citizen: she reads for 90 days, then it goes


class Role(Base):
    """What a person is for a time: citizen, or staff of a unit with a phone and hours to call."""

    __tablename__ = "role"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("unit.id"))
    phone: Mapped[str | None] = mapped_column(String(20))
    hours_from: Mapped[time | None]
    hours_to: Mapped[time | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class SignIn(Base):
    """One phone signed in by one person; the cookie's token is stored as a keyed hash."""

    __tablename__ = "sign_in"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    own_phone: Mapped[bool] = mapped_column(Boolean)
    method: Mapped[str] = mapped_column(String(20))
    device: Mapped[str | None] = mapped_column(String(20))  # Android, iPhone, …: enough to know one's own phone
    last_seen_on: Mapped[date | None]
    signed_in_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Installation(Base):
    """One row that says what this database is for: a demo database never serves real people."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True)
    demo: Mapped[bool] = mapped_column(Boolean)
    made_at: Mapped[datetime] = mapped_column(Moment)


class SignInCode(Base):
    """Nine digits handed over in person, or read out by a contact, that let one phone in once; only their hash."""

    __tablename__ = "sign_in_code"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    language: Mapped[str] = mapped_column(String(10))
    own_phone: Mapped[bool] = mapped_column(Boolean)
    by_phone: Mapped[bool] = mapped_column(Boolean)  # read out after the agreed questions, not handed over
    made_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class FailedAttempt(Base):
    """One attempt to get in that did not succeed (yet); where it came from is a keyed hash, whom it meant unknown."""

    __tablename__ = "failed_attempt"
    __table_args__ = (Index("ix_failed_attempt_address_hash_failed_at", "address_hash", "failed_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    address_hash: Mapped[str] = mapped_column(String(64))
    failed_at: Mapped[datetime] = mapped_column(Moment, index=True)


class PrintedCard(Base):
    """A citizen's printed way back in: a secret on paper (its hash here) and a PIN that she alone knows."""

    __tablename__ = "printed_card"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    pin_salt: Mapped[bytes] = mapped_column(LargeBinary, info=not_sealed("public by nature"))
    pin_hash: Mapped[bytes] = mapped_column(LargeBinary, info=not_sealed("scrypt of a keyed hash"))
    wrong_pins: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment)
    locked_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))


class TrustedPhone(Base):
    """The phone of somebody a citizen trusts: reads her appointments for 90 days; code and token as keyed hashes."""

    __tablename__ = "trusted_phone"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    with_titles: Mapped[bool] = mapped_column(Boolean)  # what a meeting is about, those about health too
    device: Mapped[str | None] = mapped_column(String(20))
    made_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Passkey(Base):
    """A key pair whose private half never leaves somebody's own phone or computer; the public half is here."""

    __tablename__ = "passkey"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True, info=not_sealed("public by nature"))
    public_key: Mapped[bytes] = mapped_column(LargeBinary, info=not_sealed("public by nature"))
    sign_count: Mapped[int] = mapped_column(BigInteger)  # 32 bits without a sign
    transports: Mapped[list[str]] = mapped_column(JSON)
    device: Mapped[str | None] = mapped_column(String(20))  # where it was made: Android, iPhone, …
    made_at: Mapped[datetime] = mapped_column(Moment)
    last_used_on: Mapped[date | None]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))


class PasskeyChallenge(Base):
    """Random bytes a passkey must sign within minutes, once; only their hash. To sign in, nobody is known yet."""

    __tablename__ = "passkey_challenge"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    challenge_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment, index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class OidcPending(Base):
    """Somebody's browser went to another system to sign in and has ten minutes to come back, once."""

    __tablename__ = "oidc_pending"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    door: Mapped[str] = mapped_column(String(10))
    state_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser_hash: Mapped[str] = mapped_column(String(64))
    secrets: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)  # nonce and PKCE verifier
    own_phone: Mapped[bool] = mapped_column(Boolean)
    made_at: Mapped[datetime] = mapped_column(Moment, index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class OutsideIdentity(Base):
    """What another system calls a member of staff, as a keyed hash."""

    __tablename__ = "outside_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject_hash"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    issuer: Mapped[str] = mapped_column(String(500))
    subject_hash: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)


class CprNumber(Base):
    """The one place of a citizen's CPR number: sealed for her row, and a keyed hash to find her by."""

    __tablename__ = "cpr_number"

    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), primary_key=True)
    number: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    number_hash: Mapped[str] = mapped_column(String(64), unique=True)
    linked_at: Mapped[datetime] = mapped_column(Moment)


class ReplacementNumber(Base):
    """A number another system used before there was a CPR number, as a keyed hash; kept so that both find her."""

    __tablename__ = "replacement_number"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    number_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)


class PersonMerge(Base):
    """Two accounts turned out to be one person; which rows were moved, so that a mistake can be undone."""

    __tablename__ = "person_merge"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)  # who stays
    gone_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    moved: Mapped[dict[str, list[str]]] = mapped_column(JSON)  # table → keys of its rows
    merged_at: Mapped[datetime] = mapped_column(Moment)
    split_at: Mapped[datetime | None] = mapped_column(Moment)


class Term(Base):
    """One word the law or the municipality uses for a time, such as a kind of benefit; renamed, a new row (S10)."""

    __tablename__ = "vocabulary_term"
    __table_args__ = (Index("ix_vocabulary_term_vocabulary_code", "vocabulary", "code"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    vocabulary: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[Text] = mapped_column(JSON)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
