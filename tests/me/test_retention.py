"""Retention: each class goes when it is too old and not before; a killed run goes on, a second one finds nothing."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from companion.foundation import config
from companion.foundation.audit import AuditLine
from companion.foundation.config import WrongSetting
from companion.foundation.copies import Copy
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from companion.me import erasing, own_copy, retention
from companion.me.records import RetentionRun
from companion.programmes import service as programmes
from companion.sync import service as sync
from companion.tasks import service as tasks
from companion.worker import retention as nightly
from companion.worker import sweep
from tests.clock import FrozenClock
from tests.me.a_whole_life import Life, a_life, an_answer
from tests.people import MADE_BY
from tests.sync.sharing import RecordingGateway

A_DAY = timedelta(days=1)


def left(life: Life) -> Copy:
    return own_copy.copy_of(life.id).tables()


def days(key: str) -> timedelta:
    return timedelta(days=retention.shipped()[key].days)


def lines(event: str) -> list[tuple[uuid.UUID | None, uuid.UUID | None]]:
    with reading() as db:
        found = select(AuditLine.citizen_id, AuditLine.about).where(AuditLine.event == event)
        return [(row.citizen_id, row.about) for row in db.execute(found)]


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    assert retention.run() == {}
    clock.move(days("appointment") + timedelta(weeks=10))
    removed = retention.run()
    assert removed["check-in"] >= 1 and removed["appointment"] > 1
    assert left(life)["reading"] == left(life)["appointment"] == []


@pytest.mark.parametrize(
    ("key", "table"),
    [
        ("check-in", "reading"),
        ("progress", "indicator_release"),
        ("appointment", "appointment"),
        ("sign-in", "sign_in"),
    ],
)
def test_a_day_before_nothing_goes(runtime: Runtime, clock: FrozenClock, key: str, table: str) -> None:
    life = a_life()
    clock.move(days(key) - A_DAY)
    retention.run()
    assert left(life)[table]


def test_old_ratings_go_with_what_was_shown_of_them(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    assert len(left(life)["indicator_reading"]) == 2 and left(life)["indicator_release"]
    clock.move(days("progress") + A_DAY)
    assert retention.run()["progress"] == 3
    assert left(life)["indicator_reading"] + left(life)["indicator_release"] == []


def test_what_is_open_never_ages_out(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    clock.move(timedelta(days=4000))
    retention.run()
    kept = left(life)
    assert kept["task"] and kept["plan"] and kept["relation"] and kept["person"] and kept["role"]


def test_done_tasks_go_after_a_year(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    for task in tasks.waiting_for(life.karen.id):  # “call me” and a request; the worry she has answered already
        tasks.done(task_id=task.id, actor=life.karen.actor)
    clock.move(days("task") + A_DAY)
    assert retention.run()["task"] == 3


def test_a_programme_that_ran_out_or_was_ended_goes(runtime: Runtime, clock: FrozenClock) -> None:
    life, ended = a_life(), a_life()
    enrolment = str(left(ended)["enrolment"][0]["id"])
    programmes.end(enrolment_id=uuid.UUID(enrolment), actor=MADE_BY)
    clock.move(days("programme") + 8 * timedelta(weeks=1) + A_DAY)
    assert retention.run()["programme"] == 2 * 5 - 1  # with what hangs on each; a card goes when one is ended
    assert left(life)["enrolment"] == left(ended)["enrolment"] == []


def test_an_answered_invitation_does_not_open_again(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    answered = {row["id"] for row in left(life)["check_in_invitation"] if row["answered_by"]}
    clock.move(days("check-in") + A_DAY)
    retention.run()
    assert answered and not answered & {row["id"] for row in left(life)["check_in_invitation"]}


def test_what_was_sent_is_known_for_five_years_and_then_no_more(runtime: Runtime, clock: FrozenClock) -> None:
    life, gateway = a_life(), RecordingGateway()
    sync.take_facts()
    clock.move(timedelta(hours=2))
    sync.drain(gateway=gateway, slots=1)
    clock.move(days("check-in") + A_DAY)
    retention.run()
    assert left(life)["delivery"] and left(life)["release"] and not left(life)["reading"]
    clock.move(days("sharing"))
    retention.run()
    kept = left(life)
    assert not kept["delivery"] + kept["release"] + kept["opaque_key"] + kept["fact"] + kept["consent"]


def test_an_old_line_is_blanked_and_its_digest_stays(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    clock.move(days("audit") + A_DAY)
    assert retention.run()["audit"] > 5
    assert left(life)["audit_line"] == []
    with reading() as db:
        assert not db.scalar(select(func.count()).where(AuditLine.digest.is_(None)))


def test_the_shell_of_who_erased_herself_goes_last(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    erasing.erase(sure=True, actor=life.amina.actor)
    clock.move(days("account") - A_DAY)
    retention.run()
    assert left(life)["person"]
    clock.move(2 * A_DAY)
    assert retention.run()["account"] == 2  # hers, and the one that was merged into it
    assert left(life)["person"] == []


def test_it_writes_one_line_with_counts_and_no_ids(runtime: Runtime, clock: FrozenClock) -> None:
    a_life()
    clock.move(days("check-in") + A_DAY)
    removed = retention.run()
    ((citizen, run),) = lines("retention.ran")
    with reading() as db:
        row = db.execute(select(RetentionRun.id, RetentionRun.removed)).one()
    assert (citizen, run, removed) == (None, row.id, row.removed)


def test_once_a_danish_day(runtime: Runtime, clock: FrozenClock) -> None:
    """The clock stands at 10:00 in Denmark; midnight is 23:00 UTC."""
    assert retention.is_due()
    sweep.once(runtime, gateway=RecordingGateway())
    assert not retention.is_due()
    clock.move(timedelta(hours=13, minutes=59))
    assert not retention.is_due()
    clock.move(timedelta(minutes=1))
    assert retention.is_due()
    sweep.once(runtime, gateway=RecordingGateway())
    assert len(lines("retention.ran")) == 2


@pytest.mark.parametrize("batch", [1, 6, 11])
def test_killed_in_the_middle_it_goes_on_and_loses_no_count(
    runtime: Runtime, clock: FrozenClock, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lives = [a_life() for _number in range(2)]
    clock.move(timedelta(days=4000))
    monkeypatch.setattr(retention, "AT_ONCE", 7)
    with monkeypatch.context() as faults:
        _die_in_batch(batch, faults)
        with pytest.raises(KeyboardInterrupt):
            retention.run()
    assert retention.is_due() and lines("retention.ran") == []
    removed = retention.run()
    assert removed["sign-in"] == 2 * 4 and removed["programme"] == 2 * 5
    assert [left(life)["appointment"] + left(life)["reading"] for life in lives] == [[], []]
    assert retention.run() == removed and len(lines("retention.ran")) == 1


def _die_in_batch(number: int, faults: pytest.MonkeyPatch) -> None:
    """The rows of this batch are gone from the tables, and the process dies before it commits."""
    asked = []

    def dying(whole: Callable[[datetime, int], int]) -> Callable[[datetime, int], int]:
        def forget(before: datetime, most: int) -> int:
            asked.append(whole(before, most))
            if len(asked) == number:
                raise KeyboardInterrupt
            return asked[-1]

        return forget

    for _name, room in own_copy.ROOMS:
        for key, whole in room.FORGET.items():
            faults.setitem(room.FORGET, key, dying(whole))


def test_a_worker_told_to_stop_goes_on_later(runtime: Runtime, clock: FrozenClock) -> None:
    a_life()
    clock.move(timedelta(days=4000))
    assert retention.run(stopped=lambda: True) == {}
    assert retention.is_due()
    assert retention.run()["appointment"] > 1


def test_what_came_in_while_she_erased_herself_goes_that_night(runtime: Runtime) -> None:
    life = a_life()
    erasing.erase(sure=True, actor=life.amina.actor)
    an_answer(life.amina)
    nightly.if_due()
    assert left(life)["reading"] == []


def test_a_municipality_keeps_a_class_for_another_time(runtime: Runtime, clock: FrozenClock) -> None:
    chosen = config.Config(retention={"check-in": 30})
    retention.check(chosen)
    object.__setattr__(runtime, "config", runtime.config.model_copy(update={"retention": {"check-in": 30}}))
    a_life()
    clock.move(timedelta(days=31))
    assert retention.run()["check-in"] >= 1


def test_the_setting_is_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_RETENTION", '{"check-in": 365}')
    assert config.read().retention == {"check-in": 365}


@pytest.mark.parametrize("written", ["two years", '{"check-in": 0}', '{"check-in": "for ever"}', "[]"])
def test_a_wrong_setting_stops_the_start(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_RETENTION", written)
    with pytest.raises(WrongSetting, match="COMPANION_RETENTION"):
        config.read()


def test_a_class_that_does_not_exist_stops_the_start() -> None:
    with pytest.raises(WrongSetting, match="moods is no class"):
        retention.check(config.Config(retention={"moods": 1}))
