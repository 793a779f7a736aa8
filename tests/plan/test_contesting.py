"""“This is not right” stands on both sides until somebody answers, and leaves the house in no way meanwhile."""

import uuid

import pytest
from sqlalchemy import func, select

from companion.foundation import journal
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.plan import contesting, editing, goals, lines, service
from companion.plan.contesting import Line
from companion.plan.goals import NewGoal
from companion.plan.records import Contest
from companion.plan.refusals import Contested, ContestedAlready, NothingSaid, TooLong
from companion.sync import service as sync
from companion.sync.records import Delivery
from companion.tasks import service as tasks
from tests.people import a_citizen, staff
from tests.plan.around import Around, people_around
from tests.plan.laid import a_card


@pytest.fixture
def around(runtime: Runtime) -> Around:
    found = people_around()
    a_card(found.selam, found.kim, kind="agreed", track="job")
    return found


def contests(around: Around, line: uuid.UUID, words: str = "Det har jeg ikke sagt.") -> uuid.UUID:
    found = lines.of(around.selam.id, line)
    return contesting.contest(found.line, words=words, language="ti", actor=around.selam.actor)


def test_it_works(around: Around) -> None:
    made = contests(around, around.card.id)
    assert service.is_contested("card", around.card.id)
    (task,) = tasks.waiting_for(around.kim.id, role="caseworker")
    assert (task.kind, task.about) == ("contested", made)
    contesting.answer(contest_id=made, words="Du har ret. Det er rettet.", actor=around.kim.actor)
    found = contesting.newest(around.selam.id)[around.card.id]
    assert (found.words, found.answer) == ("Det har jeg ikke sagt.", "Du har ret. Det er rettet.")
    assert (found.answered_name, found.answered_role, found.is_open) == ("Karen Holm", "caseworker", False)
    assert not service.is_contested("card", around.card.id)
    assert not tasks.waiting_for(around.kim.id, role="caseworker")


def test_purpose_and_goal_can_be_contested_too(around: Around) -> None:
    top = goals.add(citizen=around.selam.id, goal=NewGoal({"da": "Sove"}), actor=around.tove.actor)
    contests(around, around.plan.id, words="")
    contests(around, top)
    assert service.is_contested("purpose", around.plan.id) and service.is_contested("goal", top)
    assert [task.kind for task in tasks.waiting_for(around.tove.id, role="therapist")] == ["contested"]


def test_what_health_alone_sees_is_contested_before_health_alone(around: Around) -> None:
    top = goals.add(citizen=around.selam.id, goal=NewGoal({"da": "Sove"}), actor=around.tove.actor)
    made = contests(around, top)
    assert contesting.newest(around.selam.id, circles=("all",)) == {}
    assert not tasks.waiting_for(around.kim.id, role="caseworker")
    with pytest.raises(NotFound):
        contesting.answer(contest_id=made, words="Nej.", actor=around.kim.actor)


def test_what_is_contested_is_not_closed_before_the_answer(around: Around) -> None:
    contests(around, around.card.id)
    with pytest.raises(Contested):
        editing.end_card(card_id=around.card.id, reason="done", version=1, actor=around.kim.actor)


def test_sync_tells_nothing_of_a_plan_and_refuses_what_is_contested(around: Around) -> None:
    contests(around, around.card.id)
    with transaction():
        for kind in ("plan.changed", "goal.changed", "card.changed"):
            journal.tell(kind=kind, citizen=around.selam.id, subject=around.card.id)
    sync.take_facts()
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(Delivery)) == 0
    with pytest.raises(Contested):
        contesting.require_uncontested("card", around.card.id)


def test_another_room_contests_a_line_of_its_own(around: Around) -> None:
    mark = uuid.uuid4()
    line = Line("attendance", mark, "health", around.tove.id)
    contesting.contest(line, words="Jeg var der.", language="da", actor=around.selam.actor)
    assert contesting.contested("attendance", [mark, uuid.uuid4()]) == {mark}


def test_refusals(around: Around) -> None:
    with pytest.raises(TooLong):
        contests(around, around.card.id, "x" * 20_000)
    made = contests(around, around.card.id)
    with pytest.raises(ContestedAlready):
        contests(around, around.card.id)
    for words, refusal in ((" ", NothingSaid), ("x" * 20_000, TooLong)):
        with pytest.raises(refusal):
            contesting.answer(contest_id=made, words=words, actor=around.kim.actor)
    for other in (staff("caseworker"), a_citizen(name="Nora Friis"), around.selam):
        with pytest.raises(NotFound):
            contesting.answer(contest_id=made, words="Ja.", actor=other.actor)


def test_words_and_answer_lie_sealed(around: Around) -> None:
    made = contests(around, around.card.id)
    contesting.answer(contest_id=made, words="Rettet.", actor=around.kim.actor)
    with reading() as db:
        row = db.execute(select(Contest.words, Contest.answer)).one()
    assert b"sagt" not in row.words and b"Rettet" not in row.answer
