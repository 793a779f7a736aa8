"""A printed card with a QR code and an own PIN: a way back in after a lost phone, without a visit to an office.

The paper carries 128 random bits, she carries six digits in her head; neither alone opens anything. The PIN is kept
as scrypt (RFC 7914) over its keyed hash: without the key file a stolen database cannot even be guessed at.
"""

import base64
import os
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, bindparam, select, update

from companion.accounts.active import WITH_A_ROLE
from companion.accounts.digits import easy_to_guess
from companion.accounts.records import PrintedCard
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound

PIN_DIGITS = 6
WRONG_PINS = 5  # then the card is locked: 5 of 10⁶
SECRET_BYTES = 16  # 128 bits, 26 letters of base32 (RFC 4648): can be typed where no camera is
SALT_BYTES = 16
PURPOSE = "printed-card"
MEMORY_COST, BLOCK_SIZE, PARALLEL = 2**14, 8, 5  # scrypt: 16 MiB at a time (OWASP Password Storage Cheat Sheet)


class WrongCard(Invalid):
    """An unknown, ended or locked card, or a wrong PIN: nobody learns which."""

    sentence = N_("Kortet og pinkoden passer ikke. Efter fem forkerte pinkoder bliver kortet låst.")


class EasyPin(Invalid):
    """Not six digits, or the first ones a finder of the card would try."""

    sentence = N_("Vælg seks tal, som andre ikke gætter. Ikke 123456 og ikke seks ens.")


@dataclass(frozen=True)
class Card:
    """A card that has not ended."""

    id: uuid.UUID
    made_at: datetime
    locked_at: datetime | None


_OPEN = (PrintedCard.ended_at.is_(None), PrintedCard.locked_at.is_(None))
_TRY = (  # counts the attempt as wrong before the PIN is looked at: many at once are still only five
    update(PrintedCard)
    .where(
        PrintedCard.secret_hash.in_(bindparam("secrets", expanding=True)),
        PrintedCard.wrong_pins < WRONG_PINS,
        PrintedCard.person_id.in_(WITH_A_ROLE),
        *_OPEN,
    )
    .values(wrong_pins=PrintedCard.wrong_pins + 1)
    .returning(
        PrintedCard.id,
        PrintedCard.person_id,
        PrintedCard.pin_salt,
        PrintedCard.pin_hash,
        PrintedCard.wrong_pins,
    )
)
Tried = Row[uuid.UUID, uuid.UUID, bytes, bytes, int]
_AS_IS = {"synchronize_session": False}


def make(*, pin: str, actor: audit.Actor) -> str:
    """A new card for this citizen; her former one ends. Returns what the paper carries, stored nowhere.

    Raises EasyPin.
    """
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()) or easy_to_guess(pin):
        raise EasyPin
    person = _citizen(actor)
    secret, salt = _fresh_secret(), os.urandom(SALT_BYTES)
    made = PrintedCard(
        id=new_id(),
        person_id=person,
        secret_hash=crypto.keyed_hash(PURPOSE, secret),
        pin_salt=salt,
        pin_hash=_stretched(pin, salt),
        wrong_pins=0,
        made_at=clock.now(),
    )
    with transaction() as session:
        in_turn(person)
        end_all(person=person, actor=actor)
        session.add(made)
        audit.write(event="card.made", citizen=person, actor=actor, about=made.id)
    return secret


def card_of(person: uuid.UUID) -> Card | None:
    """The card of this person that has not ended, if there is one."""
    columns = select(PrintedCard.id, PrintedCard.made_at, PrintedCard.locked_at)
    with reading() as db:
        row = db.execute(columns.where(PrintedCard.person_id == person, PrintedCard.ended_at.is_(None))).first()
    return Card(*row) if row else None


def end(*, citizen: uuid.UUID, actor: audit.Actor) -> None:
    """End this citizen's card at once; done by her, or by a contact whose relation the caller has checked.

    Raises NotFound where there is none.
    """
    with transaction():
        in_turn(citizen)
        if not end_all(person=citizen, actor=actor):
            raise NotFound
        audit.write(event="card.ended", citizen=citizen, actor=actor)


def end_all(*, person: uuid.UUID, actor: audit.Actor) -> int:
    """End every card of this person, without a word in the audit: part of a larger act. Returns how many."""
    ending = update(PrintedCard).where(PrintedCard.person_id == person, PrintedCard.ended_at.is_(None))
    ended = ending.values(ended_at=clock.now(), ended_by=actor.person_id).returning(PrintedCard.id)
    with transaction() as session:
        return len(session.execute(ended, execution_options=_AS_IS).all())


def use(*, secret: str, pin: str) -> uuid.UUID:
    """Whose card and PIN these are. Raises WrongCard; the fifth wrong PIN locks the card."""
    tried = _try(plain_secret(secret))
    salt = tried.pin_salt if tried else bytes(SALT_BYTES)  # an unknown card takes as long as a known one
    stretched = _stretched(pin, salt)
    if tried is None:
        raise WrongCard
    if not secrets.compare_digest(stretched, tried.pin_hash):
        _lock_if_full(tried)
        raise WrongCard
    _forgive(tried)
    found: uuid.UUID = tried.person_id
    return found


def plain_secret(typed: str) -> str:
    """What a card carries, as it was typed or scanned: with or without `card-`, spaces and capitals."""
    kept = "".join(letter for letter in typed.lower() if letter.isascii() and letter.isalnum())
    return kept.removeprefix("card")


def _try(secret: str) -> Tried | None:
    with transaction() as session:
        values = {"secrets": crypto.keyed_hashes(PURPOSE, secret), "day": clock.today()}
        return session.execute(_TRY, values, execution_options=_AS_IS).one_or_none()


def _lock_if_full(tried: Tried) -> None:
    if tried.wrong_pins < WRONG_PINS:
        return
    locking = update(PrintedCard).where(PrintedCard.id == tried.id, *_OPEN)
    with transaction() as session:
        session.execute(locking.values(locked_at=clock.now()), execution_options=_AS_IS)
        audit.write(event="card.locked", citizen=tried.person_id, actor=audit.WORKER, about=tried.id)


def _forgive(tried: Tried) -> None:
    """The right PIN: earlier slips are forgotten. Raises WrongCard if the card ended meanwhile."""
    forgiving = update(PrintedCard).where(PrintedCard.id == tried.id, *_OPEN).values(wrong_pins=0)
    with transaction() as session:
        if session.execute(forgiving.returning(PrintedCard.id), execution_options=_AS_IS).one_or_none() is None:
            raise WrongCard


def _citizen(actor: audit.Actor) -> uuid.UUID:
    if actor.person_id is None:
        raise NotFound
    return actor.person_id


def _fresh_secret() -> str:
    return base64.b32encode(os.urandom(SECRET_BYTES)).decode().rstrip("=").lower()


def _stretched(pin: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # here: only the few who use a card need it

    stretch = Scrypt(salt=salt, length=32, n=MEMORY_COST, r=BLOCK_SIZE, p=PARALLEL)
    return stretch.derive(
        crypto.lasting_hash("card-pin", pin).encode()
    )  # one try costs one stretch, whatever was rotated
