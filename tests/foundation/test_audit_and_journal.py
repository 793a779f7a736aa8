"""Audit lines and facts stand and fall with the act they tell of; the worker is woken only after the commit."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from companion.foundation import audit, journal
from companion.foundation import runtime as runtimes
from companion.foundation.audit import Actor, AuditLine
from companion.foundation.database import reading, transaction
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.foundation.a_record import lines

AMINA, KAREN, UNIT = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
CONSULTANT = Actor(KAREN, "ips-consultant", UNIT)


@pytest.fixture
def woken(runtime: Runtime) -> Iterator[list[str]]:
    """What the worker was told, and when: before or after the rows can be seen."""
    calls: list[str] = []
    with runtimes.bound(replace(runtime, committed=lambda: calls.append("woken"))):
        yield calls


def tell() -> None:
    journal.tell(kind="reading.released", citizen=AMINA, subject=uuid.uuid4())


def untold() -> int:
    with transaction():
        return len(journal.undispatched(100))


def test_it_works(woken: list[str]) -> None:
    with transaction():
        audit.write(event="consent.given", citizen=AMINA, actor=CONSULTANT, purpose="who5-index")
        tell()
    line = audit.lines_about(AMINA)[0]
    assert (line.event, line.actor_id, line.actor_unit_id) == ("consent.given", KAREN, UNIT)
    assert (untold(), woken) == (1, ["woken"])


def test_an_act_that_is_undone_leaves_neither_line_nor_fact(woken: list[str]) -> None:
    with suppress(ZeroDivisionError), transaction():
        audit.write(event="consent.given", citizen=AMINA, actor=CONSULTANT)
        tell()
        raise ZeroDivisionError
    assert (lines(), untold(), woken) == (0, 0, [])


def test_the_worker_sleeps_until_the_commit(woken: list[str]) -> None:
    with transaction():
        tell()
        assert woken == []
    assert woken == ["woken"]


def test_three_facts_wake_once(woken: list[str]) -> None:
    with transaction():
        for _ in range(3):
            tell()
    assert woken == ["woken"]


def test_no_fact_wakes_nobody(woken: list[str]) -> None:
    with transaction():
        audit.write(event="consent.given", citizen=AMINA, actor=CONSULTANT)
    assert woken == []


def test_a_dispatched_fact_is_not_told_again(runtime: Runtime) -> None:
    tell()
    with transaction():
        journal.mark_dispatched(journal.undispatched(10))
    assert untold() == 0


def test_facts_come_oldest_first(runtime: Runtime, clock: FrozenClock) -> None:
    tell()
    clock.move(timedelta(minutes=-5))
    tell()
    with transaction():
        first, second = journal.undispatched(10)
    assert first.at < second.at
    with reading() as db:
        assert journal.oldest_undispatched(db) == first.at


def test_a_worker_skips_what_another_one_holds(runtime: Runtime) -> None:
    """On PostgreSQL two workers share the facts; on SQLite the second waits for its turn."""
    from tests.foundation.at_once import together

    tell()
    taken: list[int] = []

    def take() -> None:
        with transaction():
            found = journal.undispatched(10)
            journal.mark_dispatched(found)
            taken.append(len(found))

    assert together([take, take]) == []
    assert sorted(taken) == [0, 1]


def test_the_unit_told_may_be_another_than_the_actors(runtime: Runtime) -> None:
    told = uuid.uuid4()
    audit.write(event="consent.given", citizen=AMINA, actor=CONSULTANT, unit=told)
    assert audit.lines_about(AMINA)[0].actor_unit_id == told


def test_a_list_looked_at_ten_times_is_one_look_a_day(runtime: Runtime, clock: FrozenClock) -> None:
    other = uuid.uuid4()
    for _ in range(10):
        audit.write_daily(event="read.caseload", citizens=[AMINA, AMINA], actor=CONSULTANT)
    audit.write_daily(event="read.caseload", citizens=[AMINA, other], actor=CONSULTANT)
    assert (len(audit.lines_about(AMINA)), len(audit.lines_about(other))) == (1, 1)
    clock.move(timedelta(days=1))
    audit.write_daily(event="read.caseload", citizens=[AMINA], actor=CONSULTANT)
    assert len(audit.lines_about(AMINA)) == 2


def test_each_reader_has_a_line_of_her_own(runtime: Runtime) -> None:
    for reader in (KAREN, uuid.uuid4()):
        audit.write_daily(event="read.caseload", citizens=[AMINA], actor=Actor(reader, "caseworker"))
    assert len(audit.lines_about(AMINA)) == 2


def test_nobody_sees_lines_about_another_citizen(runtime: Runtime) -> None:
    audit.write(event="consent.given", citizen=AMINA, actor=CONSULTANT)
    assert audit.lines_about(uuid.uuid4()) == []


def test_a_line_holds_ids_and_constants_only() -> None:
    assert {column.name for column in AuditLine.__table__.columns} == {
        "id", "at", "event", "citizen_id", "actor_id", "actor_role", "actor_unit_id", "purpose", "about",
        "salt", "content_digest", "digest", "seal_number", "blanked_by",
    }  # fmt: skip


def test_newest_line_stands_first(runtime: Runtime, clock: FrozenClock) -> None:
    for event in ("plan.started", "consent.given"):
        audit.write(event=event, citizen=AMINA, actor=CONSULTANT)
        clock.move(timedelta(seconds=1))
    assert [line.event for line in audit.lines_about(AMINA)] == ["consent.given", "plan.started"]
    with reading() as db:
        assert len(db.execute(select(AuditLine.id)).all()) == 2
