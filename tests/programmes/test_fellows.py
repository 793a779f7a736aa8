"""The opt-in group page (S45): nothing is shown without one's own choice, and it is gone at once."""

import pytest

from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.programmes import fellows, service
from tests.people import Somebody, a_citizen, staff
from tests.programmes.in_a_group import Group, a_group, a_leader, a_run, joins, somebody


@pytest.fixture
def group(runtime: Runtime) -> Group:
    return a_group("Amina Haddad", "Omar Saleh")


def shows(person: Somebody, name: str, words: str = "") -> None:
    fellows.show_myself(first_name=name, own_words=words, actor=person.actor)


def test_it_works(group: Group) -> None:
    amina, omar = group.people
    shows(amina, "Amina", "Jeg kan lide at gå ture.")
    assert fellows.others(omar.id) == []  # he has not chosen it himself
    shows(omar, "Omar")
    (seen,) = fellows.others(omar.id)
    assert (seen.first_name, seen.own_words) == ("Amina", "Jeg kan lide at gå ture.")
    assert [one.first_name for one in fellows.others(amina.id)] == ["Omar"]


def test_who_leaves_is_gone_at_once(group: Group) -> None:
    amina, omar = group.people
    shows(amina, "Amina")
    shows(omar, "Omar")
    fellows.leave(actor=amina.actor)
    assert fellows.others(omar.id) == [] and fellows.others(amina.id) == []
    assert fellows.for_leader(run_id=group.id, actor=group.leader.actor) == [fellows.own_card(omar.id)]


def test_said_again_it_replaces_what_stood_there(group: Group) -> None:
    amina = group.people[0]
    shows(amina, "Amina", "Te")
    shows(amina, "Mina")
    card = fellows.own_card(amina.id)
    assert card and (card.first_name, card.own_words) == ("Mina", None)


def test_another_group_and_an_employment_role_see_nobody(group: Group) -> None:
    amina, leader = group.people[0], a_leader("Rikke Storm")
    shows(amina, "Amina")
    lone = somebody("Lone Kjær")
    joins(lone, a_run(leader), leader)
    shows(lone, "Lone")
    assert fellows.others(lone.id) == []
    for stranger in (leader, staff("caseworker"), staff("ips-consultant")):
        with pytest.raises(NotFound):
            fellows.for_leader(run_id=group.id, actor=stranger.actor)


def test_whose_programme_ends_is_shown_no_more(group: Group) -> None:
    amina, omar = group.people
    shows(amina, "Amina")
    shows(omar, "Omar")
    service.end(enrolment_id=group.enrolments[0], actor=group.leader.actor)
    assert fellows.others(omar.id) == []


def test_without_a_group_or_a_name_nothing_is_shown(group: Group) -> None:
    with pytest.raises(fellows.NoGroup):
        shows(a_citizen(name="Nora Friis"), "Nora")
    for name, words in (("", ""), ("a" * 41, "")):
        with pytest.raises(fellows.NameMissing):
            shows(group.people[0], name, words)
    with pytest.raises(fellows.TooManyWords):
        shows(group.people[0], "Amina", "a" * 301)
