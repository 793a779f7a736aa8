"""Her private appointments and steps: hers alone, and counted where her own meetings clash."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from companion.foundation.audit import Actor
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.plan import own_entries
from companion.plan.own_entries import NoSuchTime
from companion.plan.records import OwnEntry
from companion.plan.refusals import NoSuchDay, NothingSaid, TooLong
from companion.plan.rules import week_of
from companion.plan.week import clashes_for_staff, week_for
from tests.appointments.made import a_meeting
from tests.clock import FrozenClock
from tests.plan.around import Around, people_around

THURSDAY = date(2026, 11, 26)
AT_NINE = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


@pytest.fixture
def around(runtime: Runtime) -> Around:
    return people_around()


def entry(around: Around, words: str = "Tandlæge", **more: Any) -> Any:
    return own_entries.add(words=words, actor=around.selam.actor, **more)


def test_it_works(around: Around, clock: FrozenClock) -> None:
    step = entry(around, "Ring til min søster")
    entry(around, on=THURSDAY, at="09:00")
    assert [one.words for one in own_entries.of(around.selam.id)] == ["Ring til min søster", "Tandlæge"]
    own_entries.tick(entry_id=step, actor=around.selam.actor)
    assert [bool(one.done_at) for one in own_entries.of(around.selam.id)] == [True, False]
    own_entries.remove(entry_id=step, actor=around.selam.actor)
    clock.move(timedelta(days=7))
    assert not own_entries.of(around.selam.id)


def test_a_clash_with_it_warns_her_and_no_editor(around: Around) -> None:
    a_meeting(around.selam, around.kim, AT_NINE)
    entry(around, on=THURSDAY, at="09:30")
    (clash,) = week_for(around.selam.id, week_of(THURSDAY)).clashes
    assert [one.words for one in clash] == [None, "Tandlæge"]
    assert not clashes_for_staff(around.selam.id, around.kim.actor)


def test_an_editor_is_warned_of_her_own_meetings_alone(around: Around) -> None:
    a_meeting(around.selam, around.kim, AT_NINE)
    a_meeting(around.selam, around.tove, AT_NINE, visible_to="health")
    assert len(week_for(around.selam.id, week_of(THURSDAY)).clashes) == 1
    assert not clashes_for_staff(around.selam.id, around.kim.actor)
    a_meeting(around.selam, around.kim, AT_NINE + timedelta(minutes=30))
    assert len(clashes_for_staff(around.selam.id, around.kim.actor)) == 1


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"words": " "}, NothingSaid),
        ({"words": "x" * 20_000}, TooLong),
        ({"at": "09:00"}, NoSuchDay),
        ({"on": date(1899, 1, 1), "at": "09:00"}, NoSuchDay),
        ({"on": date(2101, 1, 1), "at": "09:00"}, NoSuchDay),
        ({"on": THURSDAY}, NoSuchTime),
        ({"on": THURSDAY, "at": "25:00"}, NoSuchTime),
        ({"on": THURSDAY, "at": "09:00", "minutes": 0}, NoSuchTime),
    ],
)
def test_bad_input_is_refused_by_name(around: Around, more: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        entry(around, **more)


def test_nobody_else_touches_it_and_the_words_lie_sealed(around: Around) -> None:
    made = entry(around)
    for other in (around.kim.actor, around.tove.actor, Actor(None, "system")):
        for touch in (own_entries.tick, own_entries.remove):
            with pytest.raises(NotFound):
                touch(entry_id=made, actor=other)
    with reading() as db:
        assert b"Tand" not in db.scalars(select(OwnEntry.words)).one()
