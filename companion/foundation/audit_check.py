"""Checks the audit as it stands in the database, and answers from it whom a phone or a unit has to do with."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from companion.foundation import audit_chain, audit_heads, runtime
from companion.foundation.audit import AuditLine
from companion.foundation.audit_chain import Anchor, Fault, Rows, Seen
from companion.foundation.audit_digest import is_blank
from companion.foundation.audit_seals import AuditSeal
from companion.foundation.database import reading

AT_ONCE = 1000  # rows fetched at a time: a long chain does not fill the memory
SHOW_EVERY = 10_000  # lines between two signs of progress
Met = tuple[Counter[uuid.UUID], int]  # lines per citizen, and lines that are blanked
_SEALED = select(AuditLine.__table__).where(AuditLine.seal_number.is_not(None)).order_by(AuditLine.seal_number)
_WAITING = select(AuditLine.__table__).where(AuditLine.seal_number.is_(None))
_SEALS = select(AuditSeal.__table__).order_by(AuditSeal.number)


def verify(*, progress: Callable[[int], None] = lambda _lines: None) -> tuple[list[Fault], Seen]:
    """Every fault of the chain, and what there was to check. `progress` hears how many lines are done."""
    anchors, faults = _anchors()  # before the rows: what stands outside is never newer than what stands inside
    seen = Seen()
    with reading() as db:
        rows = Rows(_each(db, _SEALS), _watched(_each(db, _SEALED), progress), _each(db, _WAITING), anchors)
        faults += audit_chain.faults(rows, runtime.current().keys.rings["audit"], seen)
    if seen.seals and not audit_heads.newest_file().exists():
        faults.append(Fault("no head outside the database", str(audit_heads.newest_file())))
    return faults, seen


def waiting_since(moment: datetime) -> int:
    """How many lines older than this moment no seal has taken."""
    with reading() as db:
        late = select(func.count()).where(AuditLine.seal_number.is_(None), AuditLine.at < moment)
        return db.scalar(late) or 0


def met_by(
    *,
    since: datetime,
    until: datetime | None = None,
    unit: uuid.UUID | None = None,
    person: uuid.UUID | None = None,
) -> Met:
    """Lines per citizen that this unit or this person read or changed since then, and how many lines are blanked."""
    which = [AuditLine.at >= since]
    which += [AuditLine.at <= until] if until else []
    which += [AuditLine.actor_unit_id == unit] if unit else []
    which += [AuditLine.actor_id == person] if person else []
    found: Counter[uuid.UUID] = Counter()
    blanked = 0
    with reading() as db:
        for line in _each(db, select(AuditLine.__table__).where(*which)):
            blanked += is_blank(line)
            if line.citizen_id is not None:
                found[line.citizen_id] += 1
    return found, blanked


def _anchors() -> tuple[list[Anchor], list[Fault]]:
    held: list[Anchor] = []
    faults: list[Fault] = []
    for read in (audit_heads.of_days, lambda: filter(None, [audit_heads.newest()])):
        try:
            held += read()
        except (OSError, audit_heads.HeadsDamaged) as fault:
            faults.append(Fault("heads file cannot be read", str(fault)))
    return held, faults


def _each(db: Connection, query: Select[Any]) -> Iterator[Any]:
    yield from db.execution_options(yield_per=AT_ONCE).execute(query)


def _watched(lines: Iterator[Any], progress: Callable[[int], None]) -> Iterator[Any]:
    for number, line in enumerate(lines, start=1):
        if number % SHOW_EVERY == 0:
            progress(number)
        yield line
