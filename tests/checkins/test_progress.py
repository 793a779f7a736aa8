"""Citizen and staff rate for themselves; hers are seen by her alone until a tap, and under a live consent only."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from companion.checkins import indicators, progress, progress_sharing, progress_view
from companion.checkins.progress import NothingChosen, TooManyWords
from companion.checkins.progress_sharing import ConsentNeeded
from companion.checkins.records import IndicatorReading
from companion.consent import service as consent
from companion.foundation import audit
from companion.foundation.crypto import NotOurs, unseal
from companion.foundation.database import reading
from companion.foundation.errors import Conflict, Invalid, NotFound
from companion.foundation.runtime import Runtime
from tests.checkins.rated import colleague, given, rates, says_yes, seen_by, shows
from tests.checkins.test_indicators import OURS, changed
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, responsible_for, staff


def events(citizen: Somebody) -> list[str]:
    return [line.event for line in audit.lines_about(citizen.id)]


def rows(citizen: Somebody) -> dict[str, list[tuple[str | None, str, str | None]]]:
    """Indicator → who says what and how it changed, as the citizen sees it."""
    found = progress_view.rows(indicators.active(), progress.history(citizen.id))
    return {row.indicator.key: [(one.rater.name, one.step["da"], one.change) for one in row.marks] for row in found}


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    rates(karen, amina, health=2, drive=5)
    rates(amina, own_words="Jeg sover bedre.", health=4)
    assert rows(amina) == {
        "health": [(None, "Godt", None), ("Karen Holm", "Svært", None)],
        "drive": [("Karen Holm", "Rigtig godt", None)],
    }
    assert {"progress.rated", "progress.rated-by-staff"} <= set(events(amina))


def test_disagreement_stands_there_and_nothing_between(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    rates(amina, health=4, drive=3)
    rates(karen, amina, health=2, drive=3)
    found = progress_view.rows(indicators.active(), progress.history(amina.id))
    assert [(row.views, [one.position for one in row.marks]) for row in found] == [("apart", [3, 1]), ("same", [2, 2])]


def test_a_change_is_told_for_each_rater_alone(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    rates(amina, health=2, drive=3, skills=4)
    rates(karen, amina, health=5)
    clock.move(timedelta(days=90))
    rates(amina, health=3, drive=3)
    assert rows(amina)["health"] == [(None, "Nogenlunde", "higher"), ("Karen Holm", "Rigtig godt", None)]
    assert rows(amina)["drive"] == [(None, "Nogenlunde", "same")] and rows(amina)["skills"] == [(None, "Godt", None)]


def test_values_of_another_scale_are_kept_but_not_compared(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    rates(amina, health=4)
    indicators.bring_in(OURS, actor=MADE_BY)
    assert rows(amina) == {}
    assert [entry.step["da"] for entry in progress_view.entries(progress.history(amina.id))] == ["Godt"]


@pytest.mark.parametrize(
    ("ratings", "refusal"),
    [({}, NothingChosen), ({"health": 6}, Invalid), ({"health": 0}, Invalid), ({"sleep": 3}, Invalid)],
)
def test_what_is_no_answer_is_refused(runtime: Runtime, ratings: dict[str, int], refusal: type[Invalid]) -> None:
    amina = a_citizen()
    with pytest.raises(refusal):
        progress.rate(citizen=amina.id, given=given(ratings=ratings), actor=amina.actor)
    assert not progress.history(amina.id)


def test_own_words_are_a_few_lines(runtime: Runtime) -> None:
    with pytest.raises(TooManyWords):
        rates(a_citizen(), own_words="x" * 601, health=3)


def test_only_she_and_who_is_there_for_her_rate(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    responsible_for(amina)
    for somebody in (nora, staff(), staff("interpreter"), staff("administrator")):
        with pytest.raises(NotFound):
            rates(somebody, amina, health=3)
    assert not progress.history(amina.id)


def test_a_double_tap_is_one_reading(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    rate = partial(
        progress.rate, citizen=amina.id, given=given(ratings={"health": 3}, key=uuid.uuid4()), actor=amina.actor
    )
    assert together([rate] * 3) == []
    assert rates(karen, amina, health=2) == rates(karen, amina, health=2) and len(progress.history(amina.id)) == 2
    clock.move(timedelta(days=1))
    rates(karen, amina, health=2)
    assert len(progress.history(amina.id)) == 3


def test_the_same_key_with_other_answers_is_a_conflict(runtime: Runtime) -> None:
    amina, key = a_citizen(), uuid.uuid4()
    progress.rate(citizen=amina.id, given=given(ratings={"health": 3}, key=key), actor=amina.actor)
    with pytest.raises(Conflict):
        progress.rate(citizen=amina.id, given=given(ratings={"health": 4}, key=key), actor=amina.actor)


def test_ratings_and_words_lie_sealed_in_their_place(runtime: Runtime) -> None:
    amina = a_citizen()
    key = rates(amina, own_words="Kun for mig", health=4)
    with reading() as db:
        row = db.execute(select(IndicatorReading.ratings, IndicatorReading.own_words)).one()
    assert b"health" not in row.ratings and b"Kun" not in row.own_words
    with pytest.raises(NotOurs):
        unseal(row.ratings, table="indicator_reading", row=key, field="own_words")


def test_staff_see_what_she_shows_and_no_more(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    assert karen.unit is not None
    yes = says_yes(amina, karen.unit)
    shown, hidden = rates(amina, own_words="Kun for mig", health=4, drive=2), rates(amina, health=1)
    shows(amina, shown, yes, "drive")
    assert seen_by(karen, amina) == [(True, {"drive": 2}, None)]
    shows(amina, shown, yes, words=True)
    assert seen_by(karen, amina) == [(True, {"health": 4, "drive": 2}, "Kun for mig")] and hidden != shown
    progress_sharing.hide(reading_id=shown, actor=amina.actor)
    assert seen_by(karen, amina) == []


def test_every_look_is_written_with_what_it_rests_on(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    assert karen.unit is not None
    key, yes = rates(amina, health=4), says_yes(amina, karen.unit)
    seen_by(karen, amina)
    shows(amina, key, yes)
    seen_by(karen, amina)
    looks = [(line.event, line.purpose) for line in audit.lines_about(amina.id) if line.event.startswith("read.")]
    assert sorted(looks, key=str) == [("read.progress", "progress-dialogue"), ("read.progress-page", None)]


def test_a_withdrawal_acts_at_once_and_a_new_yes_shows_nothing_old(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    assert karen.unit is not None
    key, yes = rates(amina, health=4), says_yes(amina, karen.unit)
    shows(amina, key, yes)
    consent.withdraw(consent_id=yes, actor=amina.actor)
    assert seen_by(karen, amina) == [] and progress_sharing.shown(amina.id) == []
    says_yes(amina, karen.unit)
    assert seen_by(karen, amina) == []


def test_a_yes_that_ran_out_shows_nothing(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    assert karen.unit is not None
    key, yes = rates(amina, health=4), says_yes(amina, karen.unit)
    shows(amina, key, yes)
    clock.move(timedelta(days=366))
    assert seen_by(karen, amina) == []


def test_without_a_yes_she_cannot_show_by_mistake(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    karen = responsible_for(amina)
    assert karen.unit is not None
    key, hers = rates(amina, health=4), says_yes(nora, karen.unit)
    yes = says_yes(amina, karen.unit)
    consent.withdraw(consent_id=yes, actor=amina.actor)
    with pytest.raises(ConsentNeeded):
        shows(amina, key, yes)
    with pytest.raises(NotFound):
        shows(amina, key, hers)
    with pytest.raises(NotFound):
        shows(nora, key, hers)
    assert "progress.shown" not in events(amina)


def test_what_staff_said_is_not_hers_to_show(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    assert karen.unit is not None
    yes = says_yes(amina, karen.unit)
    with pytest.raises(NotFound):
        shows(amina, rates(karen, amina, health=2), yes)


def test_another_unit_sees_neither_hers_nor_what_the_first_unit_says(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    assert karen.unit is not None
    mads = colleague(amina, "therapist", a_unit("health"))
    ida = colleague(amina, "caseworker", karen.unit, name="Ida Winther")
    shows(amina, rates(amina, health=4), says_yes(amina, karen.unit))
    rates(karen, amina, health=2)
    rates(mads, amina, health=1)
    assert seen_by(mads, amina) == [(False, {"health": 1}, None)]
    assert sorted(seen_by(ida, amina)) == [(False, {"health": 2}, None), (True, {"health": 4}, None)]


def test_without_a_relation_nothing_is_seen(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    assert karen.unit is not None
    shows(amina, rates(amina, health=4), says_yes(amina, karen.unit))
    for somebody in (staff(unit=karen.unit), staff("interpreter", karen.unit), amina):
        with pytest.raises(NotFound):
            seen_by(somebody, amina)
    assert "read.progress" not in events(amina)


def test_showing_the_same_twice_is_one_line(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    assert karen.unit is not None
    key, yes = rates(amina, health=4), says_yes(amina, karen.unit)
    shows(amina, key, yes)
    shows(amina, key, yes)
    assert events(amina).count("progress.shown") == 1 and len(progress_sharing.shown(amina.id)) == 1


def test_an_old_set_is_read_in_its_own_words(runtime: Runtime) -> None:
    amina = a_citizen()
    indicators.bring_in(OURS, actor=MADE_BY)
    first = progress.Given("our-town", 1, {"sleep": 0})
    progress.rate(citizen=amina.id, given=first, actor=amina.actor)
    indicators.bring_in(changed("version", to=2), actor=MADE_BY)
    (known,) = progress.history(amina.id)
    assert (known.asked.version, known.asked.step(0)["da"]) == (1, "Slet ikke")
