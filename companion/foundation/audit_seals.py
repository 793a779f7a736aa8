"""Chains the audit: the worker seals every minute what was written before it; two workers make one chain."""

import logging
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from companion.foundation import audit_chain, audit_heads, clock, runtime
from companion.foundation.audit import AuditLine, take_digest
from companion.foundation.audit_chain import Anchor
from companion.foundation.database import Base, Moment, in_turn, reading, transaction

AT_ONCE = 500  # lines of one seal: a short transaction
ONE_CHAIN = UUID("5ea15ea1-0000-4000-8000-000000000001")  # whose turn it is to seal

_log = logging.getLogger("companion.audit")


class AuditSeal(Base):
    """One link of the chain: its head is keyed over the head before it and the digests of its lines."""

    __tablename__ = "audit_seal"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed_at: Mapped[datetime] = mapped_column(Moment)
    lines: Mapped[int]
    previous_head: Mapped[str] = mapped_column(String(80))
    head: Mapped[str] = mapped_column(String(80))


_LAST = select(AuditSeal.number, AuditSeal.head).order_by(AuditSeal.number.desc()).limit(1)
_WAITING = (
    select(AuditLine.id, AuditLine.at, AuditLine.digest)
    .where(AuditLine.seal_number.is_(None), AuditLine.digest.is_not(None))
    .order_by(AuditLine.at, AuditLine.id)
    .limit(AT_ONCE)
)


def seal() -> int:
    """Seal every line older than the open minute and keep the newest head outside; how many lines it were.

    A line committed late is taken by the next seal. Killed half-way, nothing is sealed or everything.
    """
    sealed = 0
    keep_head_outside()  # a pass before this one may have been cut off between its seal and the files
    while count := _seal_some():
        sealed += count
        keep_head_outside()
    return sealed


def keep_head_outside() -> None:
    """Put the newest head down in the files, unless the chain is no longer the one that stands there."""
    try:
        held = audit_heads.newest()
        with reading() as db:
            last = db.execute(_LAST).one_or_none()
            there = db.scalar(select(AuditSeal.head).where(AuditSeal.number == held.number)) if held else None
        if held is not None and there != held.head:
            _log.error("audit chain does not hold the head kept outside: run companion doctor")
        elif last is not None:
            audit_heads.put_down(Anchor(last.number, last.head))
    except (OSError, audit_heads.HeadsDamaged):
        _log.exception("the audit head was not kept outside: run companion doctor")


def take_in_older() -> int:
    """Give a digest to lines written before there were any, on an operator's word; how many it were."""
    taken = 0
    with transaction() as session:
        in_turn(ONE_CHAIN)
        for line in session.scalars(select(AuditLine).where(AuditLine.digest.is_(None))):
            take_digest(line)
            taken += 1
    return taken


def _seal_some() -> int:
    open_minute = clock.now().replace(second=0, microsecond=0)
    with transaction() as session:
        in_turn(ONE_CHAIN)
        lines = session.execute(_WAITING.where(AuditLine.at < open_minute)).all()
        if lines:
            number = _add_seal(session, [str(line.digest) for line in audit_chain.in_order(lines)])
            taken = update(AuditLine).where(AuditLine.id.in_([line.id for line in lines])).values(seal_number=number)
            session.execute(taken, execution_options={"synchronize_session": False})
        return len(lines)


def _add_seal(session: Session, digests: list[str]) -> int:
    last = session.execute(_LAST).one_or_none()
    number, previous = (last.number + 1, last.head) if last else (1, audit_chain.START)
    now = clock.now().astimezone(UTC)
    at = now.isoformat(timespec="microseconds")
    key = runtime.current().keys.newest("audit")
    made = audit_chain.head(number=number, sealed_at=at, previous=previous, digests=digests, key=key)
    session.add(AuditSeal(number=number, sealed_at=now, lines=len(digests), previous_head=previous, head=made))
    return number
