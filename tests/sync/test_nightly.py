"""A file a night for a unit whose system takes files: once a day, whatever happens to the worker."""

import csv
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from companion.foundation.runtime import Runtime
from companion.sync import nightly, previewing, told
from companion.sync import service as sync
from companion.sync.receivers import FolderRefused
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
    assert (gone["thing"], gone["status"], gone["value"]) == (index["thing"], "entered-in-error", "")


def test_killed_after_the_file_it_is_recorded_and_not_written_twice(
    world: World, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(monkeypatch, "_record", times=1)
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
    killed_at(monkeypatch, "_keep", times=2)
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


@pytest.mark.parametrize("address", ["", "files", "/no/such/folder"])
def test_a_folder_that_is_none_is_refused(runtime: Runtime, address: str) -> None:
    with pytest.raises(FolderRefused):
        a_world(body="csv", address=lambda _unit: address)


def killed_at(monkeypatch: pytest.MonkeyPatch, step: str, *, times: int) -> None:
    """The worker dies in that step, and so does the one after it."""

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(nightly, step, dies)
        for _ in range(times):
            with pytest.raises(KeyboardInterrupt):
                nightly.if_due()


def plan_of(world: World) -> Any:
    from companion.plan import service as plans

    found = plans.for_citizen(world.selam.id)
    assert found is not None
    return found.id
