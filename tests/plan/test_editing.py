"""Who writes what in a plan (S28, S5), two at once, and what a card is refused for when people write it."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from companion.accounts import leaving
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.plan import changes, editing, goals, own_words
from companion.plan.goals import NewGoal
from companion.plan.known import Letter, When
from companion.plan.refusals import (
    ChangedMeanwhile,
    DutyWithoutLetter,
    LetterMissing,
    NobodyToCall,
    NoSuchDay,
    NotYours,
    TooLong,
    UnknownMeasure,
    WaitIncomplete,
)
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, staff
from tests.plan.around import Around, joins, people_around
from tests.plan.laid import PURPOSE, a_card

NEW = {"da": "At du finder ro først."}


@pytest.fixture
def around(runtime: Runtime) -> Around:
    return people_around()


def told(**more: Any) -> Any:
    usual = {"kind": "agreed", "track": "job", "title": {"da": "Find et job"}, "why": {"da": "Du vil gerne."}}
    return usual | more


def changed(around: Around, by: Somebody, version: int = 1, **more: Any) -> None:
    card = around.card
    editing.change_card(card_id=card.id, version=version, owner=card.owner_id, actor=by.actor, **told(**more))


def test_it_works(around: Around) -> None:
    editing.set_purpose(citizen=around.selam.id, purpose=NEW, version=1, actor=around.kim.actor)
    top = goals.add(citizen=around.selam.id, goal=NewGoal({"da": "Sove"}), actor=around.tove.actor)
    goals.add(
        citizen=around.selam.id,
        goal=NewGoal(
            {
                "da": "Gå i seng",
            },
            parent_id=top,
        ),
        actor=around.tove.actor,
    )
    editing.add_card(citizen=around.selam.id, owner=around.kim.id, actor=around.kim.actor, **told())
    plan = around.plan
    assert (plan.purpose, plan.purpose_version, len(plan.cards)) == (NEW, 2, 1)
    assert [(one.goal.title, [part.title for part in one.parts]) for one in plan.goals] == [
        ({"da": "Sove"}, [{"da": "Gå i seng"}])
    ]


def test_the_therapist_cannot_edit_the_purpose(around: Around) -> None:
    with pytest.raises(NotYours):
        editing.set_purpose(citizen=around.selam.id, purpose=NEW, version=1, actor=around.tove.actor)
    assert around.plan.purpose == PURPOSE


def test_the_caseworker_cannot_edit_a_sub_goal(around: Around) -> None:
    goal = NewGoal({"da": "Sove"}, visible_to="all")
    made = goals.add(citizen=around.selam.id, goal=goal, actor=around.tove.actor)
    with pytest.raises(NotYours):
        goals.rewrite(goal_id=made, version=1, goal=NewGoal({"da": "Møde"}, visible_to="all"), actor=around.kim.actor)
    with pytest.raises(NotYours):
        goals.add(citizen=around.selam.id, goal=goal, actor=around.kim.actor)


def test_she_adds_her_own_words_to_both_and_nobody_else_does(around: Around) -> None:
    top = goals.add(citizen=around.selam.id, goal=NewGoal({"da": "Sove"}), actor=around.tove.actor)
    for line in (around.plan.id, top):
        own_words.say(line_id=line, words="Mit eget.", shown=False, actor=around.selam.actor)
        for other in (around.kim, around.tove):
            with pytest.raises(NotFound):
                own_words.say(line_id=line, words="Ikke mit.", shown=True, actor=other.actor)
    assert (around.plan.own_words, around.plan.goals[0].goal.own_words) == ("Mit eget.", "Mit eget.")


def test_a_hidden_goal_is_not_there_for_the_employment_side(around: Around) -> None:
    made = goals.add(citizen=around.selam.id, goal=NewGoal({"da": "Sove"}), actor=around.tove.actor)
    for look in (goals.goal_for_staff, editing.card_for_staff):
        with pytest.raises(NotFound):
            look(made, around.kim.actor)


def test_two_who_save_the_same_card_lose_nothing(around: Around) -> None:
    a_card(around.selam, around.kim, kind="agreed", track="job")
    colleague = joins(around.selam, "ips-consultant", "Iben Friis")
    changed(around, around.kim, why={"da": "Kims grund."})
    with pytest.raises(ChangedMeanwhile):
        changed(around, colleague, why={"da": "Ibens grund."})
    assert around.card.why == {"da": "Kims grund."}
    changed(around, colleague, version=2, why={"da": "Ibens grund."})
    assert (around.card.why, around.card.version) == ({"da": "Ibens grund."}, 3)


def test_the_purpose_and_a_goal_are_not_written_over_either(around: Around) -> None:
    made = goals.add(citizen=around.selam.id, goal=NewGoal({"da": "Sove"}), actor=around.tove.actor)
    goals.rewrite(goal_id=made, version=1, goal=NewGoal({"da": "Sove nu"}, "under-way"), actor=around.tove.actor)
    editing.set_purpose(citizen=around.selam.id, purpose=NEW, version=1, actor=around.kim.actor)
    with pytest.raises(ChangedMeanwhile):
        editing.set_purpose(citizen=around.selam.id, purpose={"da": "Andet"}, version=1, actor=around.kim.actor)
    with pytest.raises(ChangedMeanwhile):
        goals.rewrite(goal_id=made, version=1, goal=NewGoal({"da": "Andet"}), actor=around.tove.actor)


@pytest.mark.parametrize("role", ["caseworker", "therapist"])
def test_without_a_lasting_relation_nothing_is_there(around: Around, role: str) -> None:
    a_card(around.selam, around.kim, kind="agreed", track="job")
    stranger = staff(role)
    with pytest.raises(NotFound):
        editing.card_for_staff(around.card.id, stranger.actor)
    with pytest.raises(NotFound):
        changed(around, stranger)


def test_each_side_writes_its_own_cards(around: Around) -> None:
    a_card(around.selam, around.tove)
    with pytest.raises(NotYours):
        changed(around, around.kim)
    with pytest.raises(NotYours):  # a decision lies with the employment side
        editing.add_card(
            citizen=around.selam.id,
            owner=around.tove.id,
            actor=around.tove.actor,
            **told(kind="decision", letter=Letter(date(2026, 10, 1), "26/1")),
        )


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"kind": "decision"}, LetterMissing),
        ({"why": {"da": "Du skal møde senest mandag."}}, DutyWithoutLetter),
        ({"kind": "waiting"}, WaitIncomplete),
        ({"title": {"da": "x" * 20_000}}, TooLong),
        ({"why": {"da": "x" * 20_000}}, TooLong),
        ({"when": When(date(1899, 12, 31))}, NoSuchDay),
        ({"when": When(date(2101, 1, 1))}, NoSuchDay),
        ({"when": When(date(2026, 12, 2), date(2026, 12, 1))}, NoSuchDay),
        ({"when": When(None, date(2026, 12, 1))}, NoSuchDay),
        ({"measure": "astrology"}, UnknownMeasure),
        ({"track": "stars"}, Invalid),
        ({"visible_to": "citizen"}, Invalid),
    ],
)
def test_bad_input_is_refused_by_name(around: Around, more: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        editing.add_card(citizen=around.selam.id, owner=around.kim.id, actor=around.kim.actor, **told(**more))
    assert not around.plan.cards


def test_an_owner_is_of_the_own_side_and_around_her(around: Around) -> None:
    for other in (around.tove, staff("caseworker", name="Ulla Berg"), Somebody(uuid.uuid4(), "caseworker")):
        with pytest.raises(NobodyToCall):
            editing.add_card(citizen=around.selam.id, owner=other.id, actor=around.kim.actor, **told())


def test_a_card_of_somebody_who_left_is_a_gap_and_can_be_taken_over(around: Around) -> None:
    colleague = joins(around.selam, "ips-consultant", "Iben Friis")
    a_card(around.selam, colleague, kind="agreed", track="job")
    leaving.disable(person=colleague.id, actor=MADE_BY)
    card = around.card
    assert card.owner is None
    editing.change_card(card_id=card.id, version=1, owner=around.kim.id, actor=around.kim.actor, **told())
    assert [one.owner.name for one in around.plan.cards if one.owner] == ["Karen Holm"]


def test_every_change_is_kept_with_who_and_both_values(around: Around, clock: FrozenClock) -> None:
    clock.move(timedelta(minutes=1))
    editing.add_card(citizen=around.selam.id, owner=around.kim.id, actor=around.kim.actor, **told())
    clock.move(timedelta(minutes=1))
    changed(around, around.kim, why={"da": "En ny grund."})
    clock.move(timedelta(minutes=1))
    editing.end_card(card_id=around.card.id, reason="done", version=2, actor=around.kim.actor)
    ended, why, added, started = changes.of(around.selam.id)
    assert [(one.what, one.kind) for one in (started, added, why, ended)] == [
        ("purpose", "added"),
        ("card", "added"),
        ("card", "changed"),
        ("card", "ended"),
    ]
    assert (why.field, why.before, why.after) == ("why", {"da": "Du vil gerne."}, {"da": "En ny grund."})
    assert (ended.after, ended.by_name, ended.by_role) == ("done", "Karen Holm", "caseworker")
    assert not around.plan.cards


def test_what_goes_to_fewer_takes_its_past_along(around: Around) -> None:
    a_card(around.selam, around.tove, visible_to="all")
    assert len(changes.of(around.selam.id, circles=("all",))) == 2
    changed(around, around.tove, kind="offer", track="health", visible_to="health")
    assert [one.what for one in changes.of(around.selam.id, circles=("all",))] == ["purpose"]


def test_saving_the_same_changes_nothing(around: Around) -> None:
    editing.add_card(citizen=around.selam.id, owner=around.kim.id, actor=around.kim.actor, **told())
    changed(around, around.kim)
    assert (around.card.version, len(changes.of(around.selam.id))) == (1, 2)
