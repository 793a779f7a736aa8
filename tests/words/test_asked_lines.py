"""The purpose of her plan and its goals stand in Danish: she asks, a translator says them, she reads them."""

import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.foundation.errors import NotFound
from companion.language import asking
from companion.plan import editing, goals, line_translating
from companion.plan.goals import NewGoal
from companion.words import translating
from tests.people import Somebody, a_citizen, signed_in, staff
from tests.plan.around import Around, people_around
from tests.web.markup import main_of


@pytest.fixture
def around(app: Flask) -> Around:
    return people_around("uk")


@pytest.fixture
def goal(around: Around) -> uuid.UUID:
    made = NewGoal({"da": "Selam sover bedre"})
    return goals.add(citizen=around.selam.id, goal=made, actor=around.tove.actor)


def translated(request: uuid.UUID, words: str) -> None:
    hala = staff("translator", name="Hala Nasser")
    translating.take(request=request, actor=hala.actor)
    seen = translating.read(request=request, actor=hala.actor).seen
    translating.save(request=request, said={"words": words}, seen=seen, actor=hala.actor)


def test_it_works_for_a_goal(client: FlaskClient, around: Around, goal: uuid.UUID) -> None:
    at = f"/plan/lines/{goal}/translation"
    assert at in signed_in(client, around.selam).get("/plan").text
    assert client.post(at).location == f"/plan#line-{goal}"
    assert at not in client.get("/plan").text
    (waits,) = asking.waiting()
    assert (waits.kind, waits.about, waits.language) == (asking.GOAL, goal, "uk")
    translated(waits.id, "[navn] спить краще")
    page = main_of(client.get("/plan").text)
    assert "Selam спить краще" in page and "Selam sover bedre" not in page and at not in page


def test_a_part_of_a_goal_and_the_purpose_are_asked_for_too(
    client: FlaskClient, around: Around, goal: uuid.UUID
) -> None:
    under = NewGoal({"da": "Gå en tur"}, parent_id=goal)
    part = goals.add(citizen=around.selam.id, goal=under, actor=around.tove.actor)
    signed_in(client, around.selam)
    for line in (part, around.plan.id):
        assert client.post(f"/plan/lines/{line}/translation").status_code == 303
    assert [(one.kind, one.about) for one in asking.waiting()] == [
        (asking.GOAL, part),
        (asking.PURPOSE, around.plan.id),
    ]
    translated(asking.waiting()[1].id, "Щоб ви працювали.")
    assert around.plan.purpose["uk"] == "Щоб ви працювали." and around.plan.purpose["ar"]


def test_what_is_said_in_her_language_has_no_mark(client: FlaskClient, around: Around) -> None:
    page = signed_in(client, around.selam).get("/plan").text
    assert f"/plan/lines/{around.plan.id}/translation" in page
    editing.set_purpose(
        citizen=around.selam.id, purpose={"da": "Et job", "uk": "Робота"}, version=1, actor=around.kim.actor
    )
    assert "/plan/lines/" not in client.get("/plan").text
    line_translating.ask(line_id=around.plan.id, language="uk", actor=around.selam.actor)
    assert asking.waiting() == []


def test_only_she_asks_for_a_line_of_hers(around: Around, goal: uuid.UUID) -> None:
    for other in (a_citizen("uk", name="Oleh Bondar"), around.tove, Somebody(uuid.uuid4(), "citizen")):
        with pytest.raises(NotFound):
            line_translating.ask(line_id=goal, language="uk", actor=other.actor)
    assert asking.waiting() == []


def test_a_goal_said_anew_is_asked_for_anew(around: Around, goal: uuid.UUID) -> None:
    line_translating.ask(line_id=goal, language="uk", actor=around.selam.actor)
    translated(asking.waiting()[0].id, "[navn] спить краще")
    assert line_translating.missing(goal, "uk") == {}
    goals.rewrite(goal_id=goal, version=1, goal=NewGoal({"da": "Sove hele natten"}), actor=around.tove.actor)
    assert line_translating.missing(goal, "uk") == {"words": "Sove hele natten"}


def test_a_translation_that_is_no_such_line_is_not_kept(around: Around, goal: uuid.UUID) -> None:
    for line, said in ((goal, {"title": "x"}), (uuid.uuid4(), {"words": "x"})):
        with pytest.raises(NotFound):
            line_translating.translate(about=line, language="uk", said=said)
