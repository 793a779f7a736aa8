"""The audit is chained every minute; what was changed, removed, put in or cut off afterwards is found."""

import json
import stat
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert, select, update

from companion.foundation import audit, audit_check, audit_heads, audit_seals
from companion.foundation import runtime as runtimes
from companion.foundation.audit import Actor, AuditLine
from companion.foundation.audit_seals import AuditSeal
from companion.foundation.crypto import KeyRings
from companion.foundation.database import reading, transaction
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.foundation.at_once import together

AMINA, NORA, KAREN, UNIT = (uuid.UUID(int=number) for number in range(1, 5))
CONSULTANT = Actor(KAREN, "ips-consultant", UNIT)
A_MINUTE = timedelta(minutes=1)


def written(clock: FrozenClock, *citizens: uuid.UUID) -> None:
    """One read of each, then the minute closes."""
    for citizen in citizens:
        audit.write(event="read.caseload", citizen=citizen, actor=CONSULTANT, about=UNIT)
        clock.move(timedelta(seconds=1))
    clock.move(A_MINUTE)


def sealed(clock: FrozenClock, *citizens: uuid.UUID) -> int:
    written(clock, *citizens)
    return audit_seals.seal()


def kinds() -> set[str]:
    return {fault.kind for fault in audit_check.verify()[0]}


def numbers() -> list[int]:
    with reading() as db:
        return list(db.scalars(select(AuditSeal.number).order_by(AuditSeal.number)))


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    assert (sealed(clock, AMINA, NORA), sealed(clock, AMINA)) == (2, 1)
    faults, seen = audit_check.verify()
    assert (faults, seen.seals, seen.lines) == ([], 2, 3)


def test_the_open_minute_waits(runtime: Runtime, clock: FrozenClock) -> None:
    audit.write(event="read.caseload", citizen=AMINA, actor=CONSULTANT)
    assert (audit_seals.seal(), numbers()) == (0, [])
    clock.move(A_MINUTE)
    assert (audit_seals.seal(), audit_seals.seal(), numbers()) == (1, 0, [1])


def test_a_line_committed_late_is_taken_by_the_next_seal(runtime: Runtime, clock: FrozenClock) -> None:
    sealed(clock, AMINA)
    with transaction() as session:
        late = AuditLine(
            id=uuid.uuid4(), at=clock.now() - timedelta(hours=1), event="plan.started", actor_role="system"
        )
        audit.take_digest(late)
        session.add(late)
    assert (audit_seals.seal(), kinds(), numbers()) == (1, set(), [1, 2])


def test_many_lines_become_several_seals(runtime: Runtime, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_seals, "_WAITING", audit_seals._WAITING.limit(2))
    assert (sealed(clock, *[AMINA] * 5), numbers(), kinds()) == (5, [1, 2, 3], set())


def test_two_workers_make_one_chain(runtime: Runtime, clock: FrozenClock) -> None:
    written(clock, *[AMINA] * 20)
    assert not together([audit_seals.seal] * 4)
    assert (kinds(), numbers()) == (set(), [1])


def test_a_changed_line_is_found_even_in_the_open_minute(runtime: Runtime, clock: FrozenClock) -> None:
    audit.write(event="read.caseload", citizen=AMINA, actor=CONSULTANT)
    with transaction() as session:
        session.execute(update(AuditLine).values(actor_id=NORA))
    assert kinds() == {"line changed"}


def test_a_line_put_in_without_the_key_is_found(runtime: Runtime, clock: FrozenClock) -> None:
    with transaction() as session:
        session.execute(insert(AuditLine).values(id=NORA, at=clock.now(), event="signed-in", actor_role="self"))
    clock.move(A_MINUTE)
    assert (audit_seals.seal(), kinds()) == (0, {"line without a digest"})


def test_a_cut_tail_is_found(runtime: Runtime, clock: FrozenClock) -> None:
    for _ in range(3):
        sealed(clock, AMINA)
    with transaction() as session:
        session.execute(delete(AuditLine).where(AuditLine.seal_number == 3))
        session.execute(delete(AuditSeal).where(AuditSeal.number == 3))
    assert kinds() == {"tail cut"}


def test_a_worker_that_goes_on_does_not_hide_the_cut(runtime: Runtime, clock: FrozenClock) -> None:
    for _ in range(3):
        sealed(clock, AMINA)
    with transaction() as session:
        session.execute(delete(AuditLine).where(AuditLine.seal_number >= 2))
        session.execute(delete(AuditSeal).where(AuditSeal.number >= 2))
    for _ in range(4):
        sealed(clock, NORA)
    assert kinds() == {"not the head that was kept outside"}


def test_heads_stand_outside_once_a_danish_day(runtime: Runtime, clock: FrozenClock) -> None:
    for _ in range(3):
        sealed(clock, AMINA)
    clock.move(timedelta(days=1))
    sealed(clock, AMINA)
    days = [json.loads(line) for line in audit_heads.daily_file().read_text().splitlines()]
    assert ([day["number"] for day in days], audit_heads.newest().number) == ([1, 4], 4)  # type: ignore[union-attr]
    for file in (audit_heads.daily_file(), audit_heads.newest_file()):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_lost_heads_are_told(runtime: Runtime, clock: FrozenClock) -> None:
    sealed(clock, AMINA)
    audit_heads.daily_file().unlink()
    audit_heads.newest_file().unlink()
    assert kinds() == {"no head outside the database"}


def test_damaged_heads_are_told_and_do_not_stop_the_worker(runtime: Runtime, clock: FrozenClock) -> None:
    sealed(clock, AMINA)
    audit_heads.daily_file().write_text("not ours\n")
    clock.move(timedelta(days=1))
    assert (sealed(clock, AMINA), kinds()) == (1, {"heads file cannot be read"})


def test_a_stop_before_the_head_was_kept_is_made_good(runtime: Runtime, clock: FrozenClock) -> None:
    written(clock, AMINA)
    while audit_seals._seal_some():
        pass
    assert audit_heads.newest() is None
    audit_seals.seal()
    assert kinds() == set()


def test_erasure_blanks_and_the_chain_still_stands(runtime: Runtime, clock: FrozenClock) -> None:
    audit.write(event="consent.given", citizen=AMINA, actor=Actor(AMINA, "citizen"), purpose="who5-index", about=UNIT)
    sealed(clock, AMINA, NORA)
    audit.write(event="read.caseload", citizen=AMINA, actor=CONSULTANT)
    assert (audit.blank(citizen=AMINA), audit.blank(citizen=AMINA)) == (3, 0)
    clock.move(A_MINUTE)
    audit_seals.seal()
    with reading() as db:
        rows = [tuple(row) for row in db.execute(select(AuditLine.__table__))]
    assert (kinds(), audit.lines_about(AMINA)) == (set(), [])
    assert not [row for row in rows if AMINA in row]
    assert len(audit.lines_about(NORA)) == 1


def test_a_deletion_does_not_pass_for_an_erasure(runtime: Runtime, clock: FrozenClock) -> None:
    sealed(clock, AMINA, NORA)
    audit.blank(citizen=AMINA)
    with reading() as db:
        record = db.scalar(select(AuditLine.id).where(AuditLine.event == audit.BLANKED))
    nothing = {"citizen_id": None, "purpose": None, "about": None, "salt": None, "blanked_by": record}
    with transaction() as session:
        session.execute(update(AuditLine).where(AuditLine.citizen_id == NORA).values(**nothing))
    assert kinds() == {"blanked lines are not those of the record"}


def test_what_stays_of_a_blanked_line_cannot_be_changed(runtime: Runtime, clock: FrozenClock) -> None:
    sealed(clock, AMINA)
    audit.blank(citizen=AMINA)
    with transaction() as session:
        session.execute(update(AuditLine).where(AuditLine.event == "read.caseload").values(actor_id=NORA))
    assert kinds() == {"line changed"}


def test_an_older_key_still_verifies(runtime: Runtime, clock: FrozenClock, rings: KeyRings) -> None:
    sealed(clock, AMINA)
    younger = KeyRings({**rings.rings, "audit": {**rings.rings["audit"], "0a0b0c0d": b"k" * 32}})
    with runtimes.bound(replace(runtime, keys=younger)):
        sealed(clock, NORA)
        assert kinds() == set()
        with reading() as db:
            heads = db.scalars(select(AuditSeal.head).order_by(AuditSeal.number)).all()
        assert [head.startswith("0a0b0c0d:") for head in heads] == [False, True]
    assert "seal does not fit its lines" in kinds()


def test_lines_from_before_are_taken_in_on_an_operators_word(runtime: Runtime, clock: FrozenClock) -> None:
    with transaction() as session:
        session.execute(insert(AuditLine).values(id=NORA, at=clock.now(), event="signed-in", actor_role="self"))
    assert (audit_seals.take_in_older(), audit_seals.take_in_older()) == (1, 0)
    clock.move(A_MINUTE)
    assert (audit_seals.seal(), kinds()) == (1, set())


def test_whom_a_unit_met_is_told_from_the_lines(runtime: Runtime, clock: FrozenClock) -> None:
    before = clock.now()
    written(clock, AMINA, AMINA, NORA)
    found, _ = audit_check.met_by(since=before, unit=UNIT)
    assert found == {AMINA: 2, NORA: 1}
    assert audit_check.met_by(since=clock.now(), unit=UNIT) == ({}, 0)
    assert audit_check.met_by(since=before, person=KAREN)[0].total() == 3


def test_lines_that_wait_too_long_are_counted(runtime: Runtime, clock: FrozenClock) -> None:
    written(clock, AMINA)
    assert audit_check.waiting_since(clock.now()) == 1
    audit_seals.seal()
    assert audit_check.waiting_since(clock.now()) == 0
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(AuditSeal)) == 1
