"""One plan with cards of several owners, and what a card is refused for."""

import uuid
from datetime import date
from typing import Any

import pytest

from companion.accounts import service as accounts
from companion.foundation.errors import Invalid
from companion.foundation.runtime import Runtime
from companion.plan import service
from companion.plan.service import Letter, Origin
from tests.people import MADE_BY, Somebody, a_citizen, staff
from tests.plan.laid import PURPOSE, a_card, a_plan

LETTER = Letter(date(2026, 10, 1), "26/1234")


@pytest.fixture
def selam(runtime: Runtime) -> Somebody:
    citizen = a_citizen("ti", name="Selam Tesfay")
    a_plan(citizen)
    return citizen


@pytest.fixture
def karen(runtime: Runtime) -> Somebody:
    return staff()


def test_it_works(selam: Somebody) -> None:
    for role in ("caseworker", "therapist", "health-coordinator"):
        a_card(selam, staff(role))
    plan = service.for_citizen(selam.id)
    assert plan is not None
    assert (plan.purpose, plan.version) == (PURPOSE, 4)
    assert [card.owner and card.owner.role for card in plan.cards] == [
        "caseworker",
        "therapist",
        "health-coordinator",
    ]
    assert all(card.owner and card.owner.phone and card.owner.unit_name and card.why for card in plan.cards)


def test_a_citizen_without_a_plan_has_none(karen: Somebody) -> None:
    citizen = a_citizen()
    assert service.for_citizen(citizen.id) is None
    with pytest.raises(service.NoPlan):
        a_card(citizen, karen)


def test_a_second_plan_is_refused(selam: Somebody) -> None:
    with pytest.raises(service.PlanIsOpen):
        a_plan(selam)


def test_a_plan_without_a_purpose_is_refused(karen: Somebody) -> None:
    assert karen.unit
    with pytest.raises(service.NoReason):
        service.start(citizen=a_citizen().id, purpose={"da": " "}, unit=karen.unit, actor=MADE_BY)


def test_a_card_without_an_owner_is_refused(selam: Somebody) -> None:
    for nobody in (selam, Somebody(uuid.uuid4(), "caseworker")):
        with pytest.raises(service.NobodyToCall):
            a_card(selam, nobody)


def test_a_card_whose_owner_has_no_phone_is_refused(selam: Somebody, karen: Somebody) -> None:
    silent = accounts.add_person(name="Peter Dam", language="da")
    accounts.give_role(person=silent, role="caseworker", unit=karen.unit, actor=MADE_BY)
    with pytest.raises(service.NobodyToCall):
        a_card(selam, Somebody(silent, "caseworker"))


@pytest.mark.parametrize("missing", ["title", "why"])
def test_a_card_without_a_reason_is_refused(selam: Somebody, karen: Somebody, missing: str) -> None:
    for empty in ({"da": ""}, {"en": "Only in English"}, {}):
        with pytest.raises(service.NoReason):
            a_card(selam, karen, **{missing: empty})


@pytest.mark.parametrize("kind", ["offer", "invitation"])
def test_an_offer_never_sounds_like_a_duty(selam: Somebody, karen: Somebody, kind: str) -> None:
    with pytest.raises(service.SoundsLikeDuty):
        a_card(selam, karen, kind=kind, why={"da": "Du skal møde hver dag."})
    with pytest.raises(service.SoundsLikeDuty):
        a_card(selam, karen, kind=kind, title={"da": "Svar senest fredag"})


def test_a_decision_needs_its_letter(selam: Somebody, karen: Somebody) -> None:
    for letter in (None, Letter(date(2026, 10, 1), " ")):
        with pytest.raises(service.LetterMissing):
            a_card(selam, karen, kind="decision", letter=letter)
    a_card(selam, karen, kind="decision", letter=LETTER, why={"da": "Du skal møde til samtalen."})
    plan = service.for_citizen(selam.id)
    assert plan is not None
    assert plan.cards[0].letter == LETTER


def test_nothing_is_agreed_by_itself(selam: Somebody, karen: Somebody) -> None:
    a_card(selam, karen, kind="agreed")
    plan = service.for_citizen(selam.id)
    assert plan is not None
    assert plan.cards[0].agreed_at is None


def test_the_same_template_card_is_taken_over_not_doubled(selam: Somebody, karen: Somebody) -> None:
    origin, mette = Origin("toender-diabetes", "course"), staff("health-coordinator", name="Mette Lund")
    assert a_card(selam, karen, origin=origin) == a_card(selam, mette, origin=origin)
    plan = service.for_citizen(selam.id)
    assert plan is not None
    assert [card.owner and card.owner.name for card in plan.cards] == ["Mette Lund"]


@pytest.mark.parametrize("wrong", [{"kind": "order"}, {"visible_to": "everybody"}])
def test_an_unknown_kind_or_circle_is_refused(selam: Somebody, karen: Somebody, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        a_card(selam, karen, **wrong)
