"""Her own lists: wishes, what her workplace may know, hours of work; who sees them is hers to say."""

import re
from datetime import date

import pytest

from companion.concerns import hours, own_sharing, rules, wishes, workplace
from companion.concerns.words import NothingSaid
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.migrations.metadata import METADATA
from tests.house import tree
from tests.people import Somebody, a_citizen, responsible_for, staff

MONDAY = date(2026, 11, 16)


def words_of(person: Somebody) -> list[str]:
    return [one.words for one in wishes.of(person.id)]


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    _first, _second, last = [wishes.add(words=one, actor=amina.actor) for one in ("Kok", "Gartner", "Dansk og regning")]
    wishes.move_up(wish_id=last, actor=amina.actor)
    assert words_of(amina) == ["Kok", "Dansk og regning", "Gartner"]
    assert not wishes.shown_to(citizen=amina.id, actor=karen.actor)
    own_sharing.share(shared="wishes", language="da", actor=amina.actor)
    assert [one.words for one in wishes.shown_to(citizen=amina.id, actor=karen.actor)] == words_of(amina)
    own_sharing.hide(shared="wishes", actor=amina.actor)
    assert not wishes.shown_to(citizen=amina.id, actor=karen.actor)


def test_s34_staff_can_only_suggest_and_a_no_leaves_no_trace(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    own_sharing.share(shared="wishes", language="da", actor=amina.actor)
    for wish in ("Buschauffør", "Gartner"):
        wishes.suggest(citizen=amina.id, words=wish, actor=karen.actor)
    first, second = wishes.of(amina.id)
    assert first.suggested_by == karen.id and not first.is_hers
    assert not wishes.shown_to(citizen=amina.id, actor=karen.actor)
    wishes.remove(wish_id=first.id, actor=amina.actor)
    wishes.accept(wish_id=second.id, actor=amina.actor)
    assert [one.words for one in wishes.shown_to(citizen=amina.id, actor=karen.actor)] == ["Gartner"]
    for act in (wishes.accept, wishes.remove, wishes.move_up):
        with pytest.raises(NotFound):
            act(wish_id=second.id, actor=karen.actor)
    with pytest.raises(NotFound):
        wishes.add(words="Kok", actor=karen.actor)


@pytest.mark.parametrize("role", ["therapist", "health-coordinator", "administrator"])
def test_only_the_employment_side_suggests_and_only_with_a_relation(runtime: Runtime, role: str) -> None:
    amina = a_citizen()
    for somebody in (responsible_for(amina, role), staff("caseworker")):
        with pytest.raises(NotFound):
            wishes.suggest(citizen=amina.id, words="Kok", actor=somebody.actor)
    with pytest.raises(NotFound):
        wishes.shown_to(citizen=amina.id, actor=staff().actor)


@pytest.mark.parametrize("said", ["", " a ", "a" * 121])
def test_a_wish_is_a_few_words(runtime: Runtime, said: str) -> None:
    with pytest.raises(wishes.WrongLength):
        wishes.add(words=said, actor=a_citizen().actor)


def test_a_full_list_tells_her_and_not_the_one_who_suggests(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    for number in range(rules.MOST_WISHES):
        wishes.add(words=f"Job {number}", actor=amina.actor)
    with pytest.raises(wishes.ListFull):
        wishes.add(words="Et mere", actor=amina.actor)
    wishes.suggest(citizen=amina.id, words="Et mere", actor=karen.actor)
    assert len(wishes.of(amina.id)) == rules.MOST_WISHES


def test_other_peoples_wishes_are_not_there(runtime: Runtime) -> None:
    amina, selam = a_citizen(), a_citizen(name="Selam Tesfay")
    wish = wishes.add(words="Kok", actor=amina.actor)
    for act in (wishes.accept, wishes.remove, wishes.move_up):
        with pytest.raises(NotFound):
            act(wish_id=wish, actor=selam.actor)


def test_no_score_and_no_test_of_readiness_gates_a_job() -> None:
    """IPS: whoever wants a job looks for one. No such column, and the room knows nothing of scores."""
    names = [f"{table}.{column.name}" for table, found in METADATA.tables.items() for column in found.c]
    assert not [name for name in names if re.search(r"readiness|\bready|job_ready|risk|employab|match_score", name)]
    code = "".join(path.read_text("utf-8") for path in tree.named(".py", under="companion/concerns"))
    assert "checkins" not in code and "who5" not in code


def test_what_her_workplace_may_know_is_hers_alone(runtime: Runtime) -> None:
    amina, selam = a_citizen(), a_citizen(name="Selam Tesfay")
    workplace.add(
        topic="private", keys=["helps-breaks", "private-why"], own="Min ryg", language="da", actor=amina.actor
    )
    workplace.add(topic="helps", keys=["helps-breaks"], own="", language="da", actor=amina.actor)
    lines = workplace.of(amina.id)
    assert sorted(line.topic for line in lines) == ["helps", "private", "private"] and not workplace.of(selam.id)
    for somebody in (selam, responsible_for(amina)):
        with pytest.raises(NotFound):
            workplace.remove(line_id=lines[0].id, actor=somebody.actor)
    workplace.remove(line_id=lines[0].id, actor=amina.actor)
    assert len(workplace.of(amina.id)) == 2
    with pytest.raises(NothingSaid):
        workplace.add(topic="helps", keys=[], own=" ", language="da", actor=amina.actor)
    with pytest.raises(Invalid):
        workplace.add(topic="boss", keys=[], own="x", language="da", actor=amina.actor)


def test_no_page_of_staff_and_no_other_room_reads_it() -> None:
    may = {"own_copy.py", "workplace_pages.py", "factory.py", "demo_concerns.py"}
    names = re.compile(r"concerns import .*\bworkplace\b|concerns\.workplace\b")
    readers = [path.name for path in tree.named(".py", under="companion") if names.search(path.read_text("utf-8"))]
    assert {"own_copy.py", "workplace_pages.py"} <= set(readers) <= may


def test_s50_hours_are_seen_when_she_shows_them(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    hours.tell(monday=MONDAY, hours=12.5, feeling="too-much", actor=amina.actor)
    hours.tell(monday=date(2026, 11, 9), hours=8, feeling="fine", actor=amina.actor)
    assert not hours.shown_to(citizen=amina.id, actor=karen.actor)
    newest, _older = hours.of(amina.id)
    hours.show(week_id=newest.id, actor=amina.actor)
    [seen] = hours.shown_to(citizen=amina.id, actor=karen.actor)
    assert (seen.hours, seen.feeling) == (12.5, "too-much")
    hours.hide(week_id=newest.id, actor=amina.actor)
    own_sharing.share(shared="hours", language="da", actor=amina.actor)
    assert len(hours.shown_to(citizen=amina.id, actor=karen.actor)) == 2


def test_a_week_told_again_is_told_anew(runtime: Runtime) -> None:
    amina = a_citizen()
    for number, feeling in ((10, "more"), (20, "too-much")):
        hours.tell(monday=MONDAY, hours=number, feeling=feeling, actor=amina.actor)
    [week] = hours.of(amina.id)
    assert (week.hours, week.feeling) == (20, "too-much")


@pytest.mark.parametrize(
    ("monday", "number", "feeling"),
    [
        (date(2026, 11, 17), 5, "fine"),
        (date(2026, 11, 30), 5, "fine"),
        (MONDAY, -1, "fine"),
        (MONDAY, 61, "fine"),
        (MONDAY, 5.25, "fine"),
        (MONDAY, 5, "great"),
    ],
)
def test_a_week_that_cannot_be(runtime: Runtime, monday: date, number: float, feeling: str) -> None:
    with pytest.raises(hours.WrongHours):
        hours.tell(monday=monday, hours=number, feeling=feeling, actor=a_citizen().actor)


def test_other_peoples_weeks_and_ticks_are_not_there(runtime: Runtime) -> None:
    amina, selam = a_citizen(), a_citizen(name="Selam Tesfay")
    hours.tell(monday=MONDAY, hours=5, feeling="fine", actor=amina.actor)
    [week] = hours.of(amina.id)
    with pytest.raises(NotFound):
        hours.show(week_id=week.id, actor=selam.actor)
    with pytest.raises(NotFound):
        own_sharing.share(shared="hours", language="da", actor=staff().actor)
    with pytest.raises(Invalid):
        own_sharing.share(shared="diary", language="da", actor=amina.actor)
