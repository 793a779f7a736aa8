"""What is waited for reaches the owner's desk when it is late, a decision is asked about again; each once."""

from datetime import date, timedelta

import pytest
from sqlalchemy.dialects import sqlite

from companion.accounts import leaving
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from companion.plan import chasing, editing
from companion.plan.chasing import DUE
from companion.plan.kinds import CHASE_AGAIN_DAYS, STILL_HOLDS_DAYS
from companion.plan.known import Letter, Wait
from companion.plan.refusals import NotAnAnswer
from companion.tasks import service as tasks
from companion.worker import sweep
from tests.clock import FrozenClock
from tests.people import MADE_BY
from tests.plan.around import Around, joins, people_around
from tests.plan.laid import a_card

TODAY = date(2026, 11, 22)
LETTER = Letter(date(2026, 10, 1), "26/1234")


@pytest.fixture
def around(runtime: Runtime) -> Around:
    return people_around()


def a_wait(around: Around, days: int = 3) -> None:
    wait = Wait({"da": "Egen læge"}, around.kim.id, TODAY, TODAY + timedelta(days=days))
    a_card(around.selam, around.kim, kind="waiting", track="job", wait=wait)


def waiting(around: Around) -> list[str]:
    return [task.kind for task in tasks.waiting_for(around.kim.id, role="caseworker")]


def test_it_works(runtime: Runtime, around: Around, clock: FrozenClock) -> None:
    a_wait(around)
    assert around.card.wait and around.card.asked_by_name == "Karen Holm"
    sweep.once(runtime)
    assert waiting(around) == []
    clock.move(timedelta(days=3))
    for _again in range(3):
        sweep.once(runtime)
    assert waiting(around) == ["chase"]
    assert around.card.next_due == TODAY + timedelta(days=3 + CHASE_AGAIN_DAYS)


def test_a_task_that_is_left_lying_is_not_doubled_a_done_one_comes_again(around: Around, clock: FrozenClock) -> None:
    a_wait(around, days=0)
    assert chasing.ask_what_is_due() == 1
    clock.move(timedelta(days=CHASE_AGAIN_DAYS))
    assert chasing.ask_what_is_due() == 1
    (task,) = tasks.waiting_for(around.kim.id, role="caseworker")
    tasks.done(task_id=task.id, actor=around.kim.actor)
    clock.move(timedelta(days=CHASE_AGAIN_DAYS))
    chasing.ask_what_is_due()
    assert waiting(around) == ["chase"]


def test_a_new_day_settles_the_task(around: Around) -> None:
    a_wait(around, days=0)
    chasing.ask_what_is_due()
    card = around.card
    wait = Wait({"da": "Egen læge"}, around.kim.id, TODAY, TODAY + timedelta(days=9))
    words = {"kind": "waiting", "track": "job", "title": card.title, "why": card.why, "wait": wait}
    editing.change_card(
        card_id=card.id,
        version=1,
        owner=around.kim.id,
        actor=around.kim.actor,
        **words,  # type: ignore[arg-type]
    )
    assert waiting(around) == []


def test_a_decision_is_asked_about_until_somebody_looked(around: Around, clock: FrozenClock) -> None:
    a_card(around.selam, around.kim, kind="decision", track="job", letter=LETTER)
    clock.move(timedelta(days=STILL_HOLDS_DAYS - 1))
    assert chasing.ask_what_is_due() == 0
    clock.move(timedelta(days=1))
    chasing.ask_what_is_due()
    assert waiting(around) == ["still-holds"]
    editing.still_holds(card_id=around.card.id, actor=around.kim.actor)
    assert waiting(around) == [] and chasing.ask_what_is_due() == 0
    assert around.card.letter == LETTER  # the letter counts, whatever was asked


def test_only_a_decision_holds(around: Around) -> None:
    a_wait(around)
    with pytest.raises(NotAnAnswer):
        editing.still_holds(card_id=around.card.id, actor=around.kim.actor)


def test_when_the_owner_has_left_whoever_is_responsible_is_asked(around: Around) -> None:
    iben = joins(around.selam, "ips-consultant", "Iben Friis")
    a_card(around.selam, iben, kind="waiting", track="job", wait=Wait({"da": "A-kassen"}, iben.id, TODAY, TODAY))
    leaving.disable(person=iben.id, actor=MADE_BY)
    chasing.ask_what_is_due()
    assert waiting(around) == ["chase"]


def test_what_is_due_is_found_by_its_index(around: Around) -> None:
    query = str(DUE.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": False}))
    with reading() as db:
        if db.dialect.name != "sqlite":
            return
        plan = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", (TODAY.isoformat(), 100, 0)).all()
    assert any("ix_plan_card_due" in str(step) for step in plan), plan
