"""Numbers that other systems use while somebody has no CPR number yet; kept as a keyed hash, shown nowhere."""

import re
import uuid

from sqlalchemy import select

from companion.accounts.records import ReplacementNumber
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid

HASHED_AS = "replacement-number"
LINKING = uuid.UUID("6f0b5f2e-6b0c-4f1e-9a53-0c7b64f2c0d2")  # one link at a time: two may bring the same number
_SHAPE = re.compile(r"[0-9A-Z]{8,20}")


class NotAReplacement(Invalid):
    """What was given is no number of this kind."""

    sentence = N_("Det er ikke et erstatningsnummer.")


class ReplacementTaken(Conflict):
    """Somebody else has this number."""

    sentence = N_("Erstatningsnummeret hører allerede til en anden.")


def link(*, person: uuid.UUID, number: str, actor: audit.Actor) -> None:
    """From now on this citizen is found by this number too. Raises NotAReplacement or ReplacementTaken."""
    bare = _bare(number)
    with transaction() as session:
        in_turn(LINKING)
        known = find(bare)
        if known == person:
            return
        if known is not None:
            raise ReplacementTaken
        hashed = crypto.keyed_hash(HASHED_AS, bare)
        session.add(ReplacementNumber(id=new_id(), person_id=person, number_hash=hashed, made_at=clock.now()))
        audit.write(event="replacement-number.linked", citizen=person, actor=actor)


def find(number: str) -> uuid.UUID | None:
    """Whose number this is; None for nobody's. Raises NotAReplacement."""
    hashes = crypto.keyed_hashes(HASHED_AS, _bare(number))
    with reading() as db:
        return db.scalar(select(ReplacementNumber.person_id).where(ReplacementNumber.number_hash.in_(hashes)))


def _bare(number: str) -> str:
    bare = re.sub(r"[\s-]", "", number).upper()
    if not _SHAPE.fullmatch(bare):
        raise NotAReplacement
    return bare
