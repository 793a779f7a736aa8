"""What she says to a card: only her own tap is a yes (S15); no thanks and later need no reason (S9)."""

from datetime import timedelta

import pytest

from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.plan import answers, editing
from companion.plan.refusals import ChangedMeanwhile, NotAnAnswer
from companion.worker import sweep
from tests.clock import FrozenClock
from tests.people import a_citizen
from tests.plan.around import Around, people_around
from tests.plan.laid import a_card


@pytest.fixture
def around(runtime: Runtime) -> Around:
    return people_around("ar")


def says(around: Around, what: str, version: int = 1) -> None:
    answers.answer(card_id=around.card.id, what=what, version=version, language="ar", actor=around.selam.actor)


def test_it_works(around: Around, clock: FrozenClock) -> None:
    a_card(around.selam, around.kim, kind="agreed", track="job")
    says(around, "yes")
    assert (around.card.agreed_at, around.card.agreed_language) == (clock.now(), "ar")


def test_nothing_is_ever_confirmed_by_itself(runtime: Runtime, around: Around, clock: FrozenClock) -> None:
    a_card(around.selam, around.kim, kind="agreed", track="job")
    clock.move(timedelta(days=400))
    sweep.once(runtime)
    told = {"kind": "agreed", "track": "job", "title": {"da": "Andet"}, "why": {"da": "Andet."}}
    editing.change_card(
        card_id=around.card.id,
        version=1,
        owner=around.kim.id,
        actor=around.kim.actor,
        **told,  # type: ignore[arg-type]
    )
    assert around.card.agreed_at is None


def test_a_yes_is_to_the_words_she_read(around: Around) -> None:
    a_card(around.selam, around.kim, kind="agreed", track="job")
    says(around, "yes")
    told = {"kind": "agreed", "track": "job", "title": {"da": "Andet"}, "why": {"da": "Andet."}}
    editing.change_card(
        card_id=around.card.id,
        version=1,
        owner=around.kim.id,
        actor=around.kim.actor,
        **told,  # type: ignore[arg-type]
    )
    assert around.card.agreed_at is None  # other words: she is asked once more
    with pytest.raises(ChangedMeanwhile):
        says(around, "yes", version=1)
    says(around, "yes", version=2)
    assert around.card.agreed_at


def test_an_offer_is_put_off_declined_and_taken_up_again(around: Around) -> None:
    a_card(around.selam, around.tove)
    says(around, "later")
    assert (around.card.postponed_at is None, around.card.declined_at is None) == (False, True)
    says(around, "no-thanks")
    assert (around.card.postponed_at is None, around.card.declined_at is None) == (True, False)
    says(around, "open-again")
    assert (around.card.declined_at, around.card.version) == (None, 1)


@pytest.mark.parametrize(("kind", "what"), [("agreed", "no-thanks"), ("agreed", "later"), ("offer", "yes")])
def test_other_answers_are_refused(around: Around, kind: str, what: str) -> None:
    a_card(around.selam, around.kim, kind=kind)
    with pytest.raises(NotAnAnswer):
        says(around, what)


def test_nobody_answers_for_her(around: Around) -> None:
    a_card(around.selam, around.kim, kind="agreed")
    for other in (around.kim, around.tove, a_citizen(name="Nora Friis")):
        with pytest.raises(NotFound):
            answers.answer(card_id=around.card.id, what="yes", version=1, language="da", actor=other.actor)
    with pytest.raises(Invalid):
        says(around, "perhaps")
