"""Which lines of one thing a receiver holds, or may hold: names and no values, written down with each letter.

What she showed may be narrowed, hidden, taken back, erased or too old by the time it is to be taken out there; then
only this says what was sent. Plans and ratings alone have lines that vary: of every other kind the thing is its line.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, or_, select, update

from companion.foundation.database import reading, transaction
from companion.sync.claiming import Claim
from companion.sync.consent_over import OVER
from companion.sync.names import LineName
from companion.sync.records import Delivery, Release
from companion.sync.removals import ARRIVED
from companion.sync.rules import Verdict
from companion.sync.told import INDICATORS, MEETING, PLAN

VARY = frozenset({INDICATORS, PLAN})
NOTED = VARY | {MEETING}  # told in another way to whose own system wrote it, which may begin or end in between
Written = Mapping[str, Sequence[str]]  # as a delivery keeps it: `told` and `gone`, each as code:id


def held(claim: Claim) -> list[LineName]:
    """The lines of this thing at this receiver, before the letter of this claim; none of a kind without such lines."""
    found: list[LineName] = []
    if claim.what in NOTED:
        with reading() as db:
            for row in db.execute(_sent(claim)):
                told, gone = _read(row.lines, "told"), _read(row.lines, "gone")
                found = told if row.outcome == Verdict.DELIVERED else [*found, *told, *gone]
    return list(dict.fromkeys(found))


def note(claim: Claim, *, told: Iterable[LineName], gone: Iterable[LineName]) -> None:
    """Write down what the letter of this claim tells and takes out, before it leaves."""
    if claim.what not in NOTED or claim.kind == OVER:
        return
    mine = update(Delivery).where(Delivery.id == claim.delivery_id, Delivery.claim_id == claim.claim_id)
    with transaction() as session:
        session.execute(mine.values(lines={"told": _written(told), "gone": _written(gone)}))


def codes(lines: Written | None) -> list[str]:
    """What was told, as a person reads it: each code once."""
    return list(dict.fromkeys(code for code, _id in _read(lines, "told")))


def _sent(claim: Claim) -> Select[Written | None, str | None]:
    """Every letter about this thing that may be there, in the order they were last sent; this one only if it was."""
    is_mine = Delivery.id == claim.delivery_id
    may_be_there = or_(
        Delivery.outcome.in_(ARRIVED),
        Delivery.maybe_arrived_at.is_not(None),
        Delivery.claim_id.is_not(None) & ~is_mine,
    )
    return (
        select(Delivery.lines, Delivery.outcome)
        .join(Release, Release.id == Delivery.subject_id)
        .where(Release.citizen_id == claim.citizen_id, Release.kind == claim.what)
        .where(Release.reading_id == claim.reading_id, Delivery.receiver_id == claim.receiver_id, may_be_there)
        .where(Delivery.kind != OVER)
        .order_by(Delivery.claimed_at, Delivery.id)
    )


def _written(names: Iterable[LineName]) -> list[str]:
    return [f"{code}:{of}" for code, of in names]


def _read(lines: Written | None, which: str) -> list[LineName]:
    pairs = (one.rsplit(":", 1) for one in (lines or {}).get(which, ()))
    return [(code, uuid.UUID(of)) for code, of in pairs]
