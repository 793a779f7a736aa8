"""How long a class of data is kept, chosen by two administrators: one says how long and why, another one agrees.

Fewer days remove at the next daily run, and nothing brings it back; more days keep what people were told would go. So
nobody chooses alone, and only between these two limits. Proofs are kept as long as the law says, and no other time.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from companion.foundation import audit, choices
from companion.foundation.choices import Chosen
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.me import retention

SHORTEST = 31  # days: whoever asks what is kept is answered within a month (Regulation (EU) 2016/679, art. 12(3))
LONGEST = 1825  # days: the longest time we know a reason for, five years (the Danish Data Protection Act § 41(7))
LONGEST_REASON = 300  # letters


class DaysWrong(Invalid):
    """A whole number between the limits."""

    sentence = N_("Skriv et helt tal mellem de to grænser.")


class ReasonMissing(Invalid):
    """Whoever looks back reads why."""

    sentence = N_("Skriv kort, hvorfor. Højst 300 tegn.")


class FixedByLaw(Conflict):
    """A proof is kept as long as a breach can be prosecuted."""

    sentence = N_("Loven bestemmer den tid. Den kan ikke ændres her.")


@dataclass(frozen=True)
class Proposal:
    """What waits for a second person: which class, how long, why, and by whom."""

    chosen: Chosen
    key: str
    name: str
    days: int


def proposals() -> Sequence[Proposal]:
    """Everything that waits, by class; one of a class that is gone is nobody's."""
    known = retention.shipped()
    waiting = [(one, one.about.removeprefix(retention.ABOUT)) for one in choices.proposals(retention.ABOUT)]
    return [
        Proposal(one, key, known[key].name, one.value or retention.of_settings(key))
        for one, key in waiting
        if key in known
    ]


def propose(*, key: str, days: str, reason: str, actor: audit.Actor) -> None:
    """Ask a colleague to agree. The days of the settings are no choice. Raises NotFound, FixedByLaw and the like."""
    shipped = retention.shipped().get(key)
    if shipped is None:
        raise NotFound
    if shipped.fixed:
        raise FixedByLaw
    wanted, why = _number(days), " ".join(reason.split())
    if not 0 < len(why) <= LONGEST_REASON:
        raise ReasonMissing
    value = None if wanted == retention.of_settings(key) else wanted
    with transaction():
        made = choices.propose(about=f"{retention.ABOUT}{key}", value=value, reason=why, actor=actor)
        audit.write(event="retention.proposed", citizen=None, actor=actor, about=made)


def agree(*, choice: uuid.UUID, actor: audit.Actor) -> None:
    """From the next daily run on it is kept that long. Raises NotFound or AgreedByAnother."""
    with transaction():
        _require(choice)
        choices.agree(choice=choice, actor=actor)
        audit.write(event="retention.changed", citizen=None, actor=actor, about=choice)


def drop(*, choice: uuid.UUID, actor: audit.Actor) -> None:
    """It stays as it is. Raises NotFound."""
    with transaction():
        _require(choice)
        choices.drop(choice=choice, actor=actor)
        audit.write(event="retention.kept", citizen=None, actor=actor, about=choice)


def _require(choice: uuid.UUID) -> None:
    if choice not in {one.chosen.id for one in proposals()}:
        raise NotFound


def _number(typed: str) -> int:
    said = typed.strip()
    if not (said.isascii() and said.isdigit() and len(said) <= len(str(LONGEST))):
        raise DaysWrong
    if not SHORTEST <= int(said) <= LONGEST:
        raise DaysWrong
    return int(said)
