"""Somebody asks once, her contact sees it, and only the contact can finish it."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import insert

from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import Conflict, NotFound
from companion.foundation.runtime import Runtime
from companion.tasks import service as tasks
from companion.tasks.records import Task
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.foundation.explained import plan_of
from tests.people import Somebody, a_citizen, staff

KEY = uuid.uuid4()


def ask(citizen: Somebody, owner: Somebody, key: uuid.UUID = KEY, kind: str = tasks.CALL_ME) -> None:
    tasks.ask(kind=kind, citizen=citizen.id, owner=owner.id, key=key, with_interpreter=True, actor=citizen.actor)


def test_it_works(runtime: Runtime) -> None:
    amina, karen = a_citizen(), staff()
    ask(amina, karen)
    (waiting,) = tasks.waiting_for(karen.id)
    assert (waiting.citizen_id, waiting.kind, waiting.with_interpreter) == (amina.id, "call-me", True)
    assert tasks.asked_by(amina.id, "call-me") == waiting


def test_the_same_key_is_the_same_request(runtime: Runtime) -> None:
    amina, karen = a_citizen(), staff()
    ask(amina, karen)
    ask(amina, karen)
    assert len(tasks.waiting_for(karen.id)) == 1
    assert [line.event for line in audit.lines_about(amina.id)] == ["asked.call-me"]


def test_the_same_key_twice_at_once_is_one_request(runtime: Runtime) -> None:
    amina, karen = a_citizen(), staff()
    assert together([lambda: ask(amina, karen)] * 4) == []
    assert len(tasks.waiting_for(karen.id)) == 1


def test_another_citizen_cannot_use_the_key(runtime: Runtime) -> None:
    karen = staff()
    ask(a_citizen(), karen)
    with pytest.raises(Conflict):
        ask(a_citizen(name="Nora Friis"), karen)


def test_the_key_of_another_kind_is_a_conflict(runtime: Runtime) -> None:
    amina, karen = a_citizen(), staff()
    ask(amina, karen)
    with pytest.raises(Conflict):
        ask(amina, karen, kind=tasks.CANNOT_COME)


def test_what_is_done_no_longer_waits(runtime: Runtime) -> None:
    amina, karen = a_citizen(), staff()
    ask(amina, karen)
    tasks.done(task_id=KEY, actor=karen.actor)
    assert (list(tasks.waiting_for(karen.id)), tasks.asked_by(amina.id, "call-me")) == ([], None)
    assert "done.call-me" in {line.event for line in audit.lines_about(amina.id)}


def test_done_twice_is_done_once(runtime: Runtime) -> None:
    amina, karen = a_citizen(), staff()
    ask(amina, karen)
    tasks.done(task_id=KEY, actor=karen.actor)
    tasks.done(task_id=KEY, actor=karen.actor)
    assert [line.event for line in audit.lines_about(amina.id)].count("done.call-me") == 1


def test_a_phone_that_repeats_a_finished_request_opens_nothing(runtime: Runtime) -> None:
    amina, karen = a_citizen(), staff()
    ask(amina, karen)
    tasks.done(task_id=KEY, actor=karen.actor)
    ask(amina, karen)
    assert not tasks.waiting_for(karen.id)


def test_only_the_owner_finishes_it(runtime: Runtime) -> None:
    amina, karen = a_citizen(), staff()
    ask(amina, karen)
    for other in (staff(name="Ida Winther"), amina):
        with pytest.raises(NotFound):
            tasks.done(task_id=KEY, actor=other.actor)
    with pytest.raises(NotFound):
        tasks.done(task_id=uuid.uuid4(), actor=karen.actor)
    assert len(tasks.waiting_for(karen.id)) == 1


def test_the_oldest_request_waits_on_top(runtime: Runtime, clock: FrozenClock) -> None:
    karen = staff()
    first, second = a_citizen(), a_citizen()
    ask(second, karen)
    clock.move(timedelta(hours=-1))
    ask(first, karen, key=uuid.uuid4())
    assert [waiting.citizen_id for waiting in tasks.waiting_for(karen.id)] == [first.id, second.id]


def test_what_waits_is_found_by_its_index_for_a_cover_too(runtime: Runtime) -> None:
    citizen, now = a_citizen().id, runtime.clock.now()
    usual = {"kind": tasks.CALL_ME, "citizen_id": citizen, "with_interpreter": False, "asked_at": now}
    owners = [a_citizen().id for _ in range(100)]
    rows = [{**usual, "id": uuid.uuid4(), "owner_id": owners[number % 100]} for number in range(4000)]
    with transaction() as session:
        session.execute(
            insert(Task), [row | {"done_at": now if number % 9 else None} for number, row in enumerate(rows)]
        )
    plan = plan_of(runtime, tasks._OF_OWNER, cover=owners[0], day=now.date(), circles=["all"])
    assert "ix_task_open" in plan and "SCAN task" not in plan and "Seq Scan on task" not in plan, plan
