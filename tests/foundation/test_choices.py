"""What a municipality chose over its settings: at once or agreed by a second person, and the same in every process."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from companion.foundation import audit, choices
from companion.foundation import runtime as runtimes
from companion.foundation.choices import AgreedByAnother, OwnChoice
from companion.foundation.database import Database, transaction
from companion.foundation.errors import NotFound
from companion.foundation.kept import LOOK_AGAIN
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock

OLE, ELSE = (audit.Actor(uuid.uuid4(), "administrator") for _ in range(2))
pytestmark = pytest.mark.usefixtures("runtime")


def proposed(value: object = 90) -> uuid.UUID:
    return choices.propose(about="retention:task", value=value, reason="Fordi", actor=OLE)


def test_without_a_choice_the_settings_hold(engine: str) -> None:
    assert choices.value("offered-languages") is None and not choices.standing("")


def test_what_one_person_may_decide_holds_at_once(engine: str) -> None:
    for value in (["da"], ["da", "ti"]):
        choices.choose(about="offered-languages", value=value, actor=OLE)
        assert choices.value("offered-languages") == value
    (stands,) = choices.standing("offered")
    assert (stands.value, stands.chosen_by) == (["da", "ti"], OLE.person_id)
    choices.choose(about="offered-languages", value=None, actor=ELSE)
    assert choices.value("offered-languages") is None


def test_what_needs_two_holds_once_another_has_agreed(engine: str) -> None:
    waiting = proposed()
    with pytest.raises(AgreedByAnother):
        choices.agree(choice=waiting, actor=OLE)
    assert choices.value("retention:task") is None and [one.reason for one in choices.proposals("retention:")] == [
        "Fordi"
    ]
    choices.agree(choice=waiting, actor=ELSE)
    assert choices.value("retention:task") == 90 and not choices.proposals("retention:")
    with pytest.raises(NotFound):
        choices.agree(choice=waiting, actor=ELSE)


def test_a_newer_proposal_takes_the_place_of_the_older_one(engine: str) -> None:
    older, newer = proposed(90), proposed(60)
    with pytest.raises(NotFound):
        choices.agree(choice=older, actor=ELSE)
    choices.agree(choice=newer, actor=ELSE)
    assert choices.value("retention:task") == 60


def test_what_was_proposed_may_fall(engine: str) -> None:
    waiting = proposed()
    choices.drop(choice=waiting, actor=OLE)
    for act in (choices.agree, choices.drop):
        with pytest.raises(NotFound):
            act(choice=waiting, actor=ELSE)
    assert choices.value("retention:task") is None


def test_nothing_is_overwritten(engine: str) -> None:
    for value in (90, 60):
        choices.agree(choice=proposed(value), actor=ELSE)
    with transaction() as session:
        rows = session.scalars(select(OwnChoice)).all()
    assert {(one.value, one.ended_by) for one in rows} == {(90, ELSE.person_id), (60, None)}


def test_another_process_knows_within_ten_seconds(runtime: Runtime, clock: FrozenClock) -> None:
    other = replace(runtime, database=Database(runtime.config.database_url))
    with runtimes.bound(other):
        assert choices.value("offered-languages") is None
    choices.choose(about="offered-languages", value=["da"], actor=OLE)
    with runtimes.bound(other):
        assert choices.value("offered-languages") is None
        clock.move(LOOK_AGAIN + timedelta(seconds=1))
        assert choices.value("offered-languages") == ["da"]
    other.database.close()


def test_what_is_undone_was_never_chosen(engine: str) -> None:
    def breaks_off() -> None:
        with transaction():
            choices.choose(about="offered-languages", value=["da"], actor=OLE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks_off()
    assert choices.value("offered-languages") is None
