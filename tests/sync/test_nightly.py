"""A file a night for a unit whose system takes files: once a day, whatever happens to the worker."""

import csv
import os
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from companion.foundation.database import transaction
from companion.foundation.runtime import Runtime
from companion.plan import contesting, lines
from companion.sync import allow_list, night_folder, nightly, operating, previewing, told
from companion.sync import service as sync
from companion.sync.receivers import FolderRefused
from companion.sync.records import Delivery
from companion.sync.told import Told
from companion.worker import sweep
from tests.clock import FrozenClock
from tests.people import MADE_BY
from tests.sync.facts import World, a_world, let_go
from tests.sync.sharing import RecordingGateway, deliveries

A_DAY = timedelta(days=1)


@pytest.fixture
def world(runtime: Runtime, clock: FrozenClock, tmp_path: Path) -> World:
    """Both units take files, and everything she can let go is due."""
    made = a_world(body="csv", address=lambda unit: _folder(tmp_path / str(unit)))
    let_go(made)
    sync.take_facts()
    clock.move(timedelta(hours=1))
    return made


def _folder(path: Path) -> str:
    path.mkdir()
    return str(path)


def files(tmp_path: Path) -> list[Path]:
    return sorted(one for one in tmp_path.rglob("*") if one.is_file() and one.suffix in (".csv", ".part"))


def lines_of(tmp_path: Path, unit: Any) -> list[dict[str, str]]:
    """Everything the unit has got, night after night."""
    found = []
    for file in sorted((tmp_path / str(unit)).glob("facts-*.csv")):
        found += list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    return found


def test_it_works(world: World, tmp_path: Path) -> None:
    assert nightly.if_due() == 6
    mine = lines_of(tmp_path, world.kim.unit)
    assert {one["kind"] for one in mine} == {"who5-index", "indicator-reading", "plan-status", "meeting-answer"}
    assert {one["citizen"] for one in mine} == {"Kanarie Navn"} and {one["status"] for one in mine} == {"final"}
    assert {one["kind"] for one in mine if one["rater"] == "citizen"} == {"who5-index", "indicator-reading"}
    (key,) = {one["key"] for one in mine}
    assert operating.whose(key=uuid.UUID(key), actor=MADE_BY)[0] == world.selam.id
    assert {one["kind"] for one in lines_of(tmp_path, world.hanne.unit)} == {"check-in-answers", "concern"}
    assert {fact.state for fact in sync.shared_with(world.selam.id)} == {"delivered"}


def test_a_preview_shows_the_lines_of_the_file(world: World, tmp_path: Path) -> None:
    shown = previewing.preview(citizen=world.selam.id, actor=MADE_BY)
    previews = [one.body.decode().splitlines() for one in shown if one.body]
    nightly.if_due()
    written = [file.read_text(encoding="utf-8-sig").splitlines() for file in files(tmp_path)]
    after_delivery = [line.partition(";")[2] for lines in previews for line in lines[1:]]
    assert sorted(after_delivery) == sorted(line.partition(";")[2] for lines in written for line in lines[1:])
    assert {lines[0] for lines in previews} == {lines[0] for lines in written}


def test_once_a_day_and_the_rest_the_next_night(world: World, clock: FrozenClock, tmp_path: Path) -> None:
    assert [nightly.if_due() for _ in range(3)] == [6, 0, 0]
    before = {file: file.read_bytes() for file in files(tmp_path)}
    sync.send_plan(plan_id=plan_of(world), actor=world.selam.actor)
    sync.take_facts()
    clock.move(timedelta(hours=2))
    assert nightly.if_due() == 0 and {file: file.read_bytes() for file in files(tmp_path)} == before
    clock.move(A_DAY)
    assert nightly.if_due() == 1
    assert [one["status"] for one in lines_of(tmp_path, world.kim.unit)][-2:] == ["amended", "amended"]


def test_the_worker_writes_it_and_posts_nothing(runtime: Runtime, world: World, tmp_path: Path) -> None:
    gateway = RecordingGateway()
    sweep.once(runtime, gateway=gateway, slots=1)
    assert len(files(tmp_path)) == 2 and not gateway.letters


def test_not_before_two_at_night(world: World, clock: FrozenClock, tmp_path: Path) -> None:
    clock.move(timedelta(hours=24 - clock.now().hour))  # midnight in London is one o'clock in Denmark
    assert nightly.if_due() == 0 and not files(tmp_path)
    clock.move(timedelta(hours=1))
    assert nightly.if_due() == 6


def test_without_her_yes_nothing_is_written(world: World, tmp_path: Path) -> None:
    for kind in world.consents:
        world.withdraw(kind)
    assert nightly.if_due() == 0
    assert not lines_of(tmp_path, world.kim.unit) and not lines_of(tmp_path, world.hanne.unit)
    assert {fact.state for fact in sync.shared_with(world.selam.id)} == {"dropped"}


def test_a_removal_follows_without_values(world: World, clock: FrozenClock, tmp_path: Path) -> None:
    nightly.if_due()
    (index,) = (one for one in lines_of(tmp_path, world.kim.unit) if one["kind"] == told.WHO5)
    world.withdraw(told.WHO5)
    sync.take_facts()
    clock.move(A_DAY)
    assert nightly.if_due() == 1
    gone = lines_of(tmp_path, world.kim.unit)[-1]
    assert (gone["thing"], gone["status"], gone["value"] + gone["rater"]) == (index["thing"], "entered-in-error", "")


def test_killed_after_the_file_it_is_recorded_and_not_written_twice(
    world: World, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(monkeypatch, nightly, "_record", times=1)
    (first,) = files(tmp_path)
    before = first.read_bytes()
    clock.move(timedelta(minutes=2))
    assert nightly.if_due() in (2, 4)  # the other unit's
    assert first.read_bytes() == before
    assert {fact.state for fact in sync.shared_with(world.selam.id)} == {"delivered"}
    clock.move(A_DAY)
    assert nightly.if_due() == 0


def test_killed_before_the_file_it_is_written_later(
    world: World, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(monkeypatch, night_folder.Night, "keep", times=2)
    assert not [one for one in files(tmp_path) if one.suffix == ".csv"]
    clock.move(timedelta(minutes=2))
    assert nightly.if_due() == 6
    assert {one.outcome for one in deliveries()} == {"delivered"}


def test_while_another_worker_writes_this_one_waits(world: World, clock: FrozenClock, tmp_path: Path) -> None:
    part = tmp_path / str(world.kim.unit) / f".facts-{clock.now().date()}.part"
    part.touch()
    assert nightly.if_due() == 2 and part.exists()
    long_ago = clock.now().timestamp() - 90
    os.utime(part, (long_ago, long_ago))
    assert [nightly.if_due(), nightly.if_due()] == [0, 4]  # what a killed worker left is taken away first


def test_a_backlog_is_worked_off_the_same_night_oldest_first(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "MOST", 3)
    monkeypatch.setattr(nightly, "AT_ONCE", 2)
    assert nightly.if_due() == 6
    names = [file.name for file in sorted((tmp_path / str(world.kim.unit)).glob("*.csv"))]
    assert names == ["facts-2026-11-22-001.csv", "facts-2026-11-22-002.csv"]
    assert in_order(tmp_path, world.kim.unit)


def test_a_slow_night_is_written_in_smaller_files(
    world: World, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    each_line_takes(monkeypatch, clock, seconds=3)
    assert nightly.if_due() == 6
    assert len(files(tmp_path)) == 6 and in_order(tmp_path, world.kim.unit)


def test_what_came_too_late_goes_first_at_the_next_pass(
    world: World, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as slow:
        each_line_takes(slow, clock, seconds=6)
        assert nightly.if_due() == 0 and not files(tmp_path)
    assert {one.attempts for one in deliveries()} == {0}
    sync.send_plan(plan_id=plan_of(world), actor=world.selam.actor)
    sync.take_facts()
    assert nightly.if_due() == 6 and in_order(tmp_path, world.kim.unit)
    assert {one["status"] for one in lines_of(tmp_path, world.kim.unit)} == {
        "final"
    }  # what she sent since is tomorrow's


def test_together_too_late_and_one_by_one_in_time(
    world: World, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter([2.0, 4.0])
    each_line_takes(monkeypatch, clock, seconds=lambda: next(seconds, 1.0))
    assert nightly.if_due() == 6 and in_order(tmp_path, world.kim.unit)


def test_a_file_taken_away_is_not_written_again(
    world: World, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    each_line_takes(monkeypatch, clock, seconds=3)
    monkeypatch.setattr(nightly, "WORK_FOR", timedelta(seconds=4))
    held, taken = [], []
    for _minute in range(5):
        held.append(nightly.if_due())
        here = sorted((tmp_path / str(world.kim.unit)).glob("facts-*.csv"))
        taken += [file.name for file in here]
        for file in here:
            file.unlink()
    assert held == [4, 2, 0, 0, 0] and taken == [f"facts-2026-11-22-00{number}.csv" for number in (1, 2, 3, 4)]


def test_while_an_older_version_waits_the_newer_one_waits_too(world: World, clock: FrozenClock, tmp_path: Path) -> None:
    found = lines.of(world.selam.id, plan_of(world))
    made = contesting.contest(found.line, words="", language="ar", actor=world.selam.actor)
    assert nightly.if_due() == 5  # hers waits an hour for an answer
    contesting.answer(contest_id=made, words="Det er rettet.", actor=world.kim.actor)
    sync.send_plan(plan_id=plan_of(world), actor=world.selam.actor)
    sync.take_facts()
    clock.move(A_DAY)
    first, _second = sorted((one for one in deliveries() if one.outcome is None), key=lambda one: one.version)
    due_at(first.id, clock.now() + timedelta(minutes=1))
    assert nightly.if_due() == 0
    due_at(first.id, clock.now())
    clock.move(A_DAY)
    assert nightly.if_due() == 2
    said = [one["status"] for one in lines_of(tmp_path, world.kim.unit) if one["kind"] == told.PLAN]
    assert said == ["final", "final", "amended", "amended"]


def due_at(delivery: uuid.UUID, moment: datetime) -> None:
    with transaction() as session:
        session.get_one(Delivery, delivery).next_due = moment


def in_order(tmp_path: Path, unit: Any) -> bool:
    """Whether the lines stand as the facts were told."""
    told_at = {str(one.id): (one.told_at, str(one.id)) for one in deliveries()}
    there = [told_at[one["delivery"]] for one in lines_of(tmp_path, unit)]
    return bool(there) and there == sorted(there, key=str)


def each_line_takes(
    monkeypatch: pytest.MonkeyPatch, clock: FrozenClock, *, seconds: float | Callable[[], float]
) -> None:
    """A machine that is slow to open what stands sealed."""
    real = allow_list.values_of

    def slow(*said: Any, **about: Any) -> Told:
        clock.move(timedelta(seconds=seconds() if callable(seconds) else seconds))
        return real(*said, **about)

    monkeypatch.setattr(allow_list, "values_of", slow)


@pytest.mark.parametrize("address", ["", "files", "/no/such/folder"])
def test_a_folder_that_is_none_is_refused(runtime: Runtime, address: str) -> None:
    with pytest.raises(FolderRefused):
        a_world(body="csv", address=lambda _unit: address)


def killed_at(monkeypatch: pytest.MonkeyPatch, where: Any, step: str, *, times: int) -> None:
    """The worker dies in that step, and so does the one after it."""

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(where, step, dies)
        for _ in range(times):
            with pytest.raises(KeyboardInterrupt):
                nightly.if_due()


def plan_of(world: World) -> Any:
    from companion.plan import service as plans

    found = plans.for_citizen(world.selam.id)
    assert found is not None
    return found.id
