"""Under which names our things are known at one receiver: made from random ids, stable there, worthless elsewhere."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from companion.sync.told import Told

LineName = tuple[str, uuid.UUID]  # code and id of one line, without its value


@dataclass(frozen=True)
class Letterhead:
    """Whose fact goes to which receiver, under which consent and names; moments as Danish days."""

    namespace: uuid.UUID
    citizen_key: uuid.UUID
    consent_id: uuid.UUID
    unit_id: uuid.UUID
    fact_id: uuid.UUID
    version: int
    released_on: date
    consent_from: date
    consent_until: date
    consent_is_over: bool = False

    def name(self, kind: str, of: uuid.UUID) -> uuid.UUID:
        """The name of one of our things at this receiver."""
        return uuid.uuid5(self.namespace, f"{kind}:{of}")

    def urn(self, kind: str, of: uuid.UUID) -> str:
        """The same as a URN."""
        return f"urn:uuid:{self.name(kind, of)}"

    def says(self) -> str:
        """`final` the first time, `amended` when she sends it anew."""
        return "final" if self.version == 1 else "amended"


@dataclass(frozen=True)
class Fact:
    """One fact for one receiver: the names it goes under, what it tells, and what it told before and tells no more."""

    head: Letterhead
    told: Told
    gone: Sequence[LineName] = ()
