"""Her own words for when she goes quiet, for whoever answers for her today: they stand where “call” would stand.

Whoever is responsible reads them, and a colleague who covers for that person while it lasts; nobody else, and nobody
before she could not be reached (R3).
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from companion.caseload import absence, quiet
from companion.caseload.contacting import Standing
from companion.caseload.quiet import WrittenWish
from companion.caseload.service import charges_of


@dataclass(frozen=True)
class Wished:
    """What she wrote, and the last day she wants to be left to herself (None: no such day, or it is over)."""

    written: WrittenWish
    wait_until: date | None

    @property
    def is_over(self) -> bool:
        """She asked for some days alone and for nothing else, and they have passed: calling is right again."""
        wish = self.written.wish
        return self.wait_until is None and not (wish.leave_be or wish.text_once or wish.call)


def covered_for(staff: uuid.UUID) -> set[uuid.UUID]:
    """The citizens whose responsible person this member of staff covers for today."""
    return {citizen for colleague in absence.covered_by(staff) for citizen in responsible_of(colleague)}


def responsible_of(staff: uuid.UUID) -> set[uuid.UUID]:
    """The citizens this member of staff is responsible for today."""
    return {charge.citizen_id for charge in charges_of(staff) if charge.responsible}


def where_silent(
    citizens: Collection[uuid.UUID],
    *,
    standings: Mapping[uuid.UUID, Standing],
    unreached: Mapping[uuid.UUID, datetime],
) -> dict[uuid.UUID, Wished]:
    """The wishes of those of them who cannot be reached: calls were not answered, or a message did not arrive.

    `citizens` are those the reader answers for; `unreached` says since when a message waits to be told another way.
    """
    silent = {}
    for citizen in citizens:
        standing = standings.get(citizen, Standing())
        if quiet.is_quiet(standing):
            silent[citizen] = standing
        elif citizen in unreached:
            silent[citizen] = Standing(silent_since=unreached[citizen])
    wishes = quiet.of(silent)
    return {citizen: Wished(one, quiet.wait_until(one.wish, silent[citizen])) for citizen, one in wishes.items()}
