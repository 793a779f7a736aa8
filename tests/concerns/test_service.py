"""A worry from sending to releasing: who is told, who may open it, and what reaches the employment side."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from companion.accounts import roll
from companion.concerns import answering, releasing, rules, service
from companion.concerns.answering import Advice
from companion.concerns.records import Concern
from companion.concerns.words import NothingSaid, TooMuchSaid, words
from companion.consent import service as consent
from companion.foundation.database import new_id, reading
from companion.foundation.errors import Conflict, Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.tasks import service as tasks
from tests.clock import FrozenClock
from tests.concerns.worried import OWN, a_coordinator, advises, answers, approves, worries
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff


def test_it_works(runtime: Runtime) -> None:
    amina, hanne = a_citizen("ar"), a_coordinator()
    karen = responsible_for(amina)
    approves(karen)
    concern = worries(amina, "pain-doing", "sleep-bad")
    answers(hanne, concern)
    advises(hanne, concern)
    service.advice_opened(concern_id=concern, actor=amina.actor)
    releasing.release(concern_id=concern, language="da", text_version=1, actor=amina.actor)
    [advice] = releasing.released(citizen=amina.id, actor=karen.actor)
    assert [line.text["da"] for line in advice.lines] == ["Flere korte pauser.", "Canary advice"]
    told = service.own(concern, amina.id)
    assert told.words.keys == ("pain-doing", "sleep-bad") and told.words.own == OWN
    assert [step.name for step in told.steps] == ["sent", "read", "replied", "advised", "advice_seen", "released"]


def test_the_same_form_twice_is_one_worry(runtime: Runtime) -> None:
    amina, hanne, key = a_citizen(), a_coordinator(), new_id()
    said = service.Said(rules.COORDINATOR, words("citizen", ["good-well"], "", language="da"))
    for _ in range(2):
        assert service.send(key=key, said=said, actor=amina.actor) == key
    assert len(service.of(amina.id)) == len(tasks.waiting_for(hanne.id, role=hanne.role)) == 1
    with pytest.raises(Conflict):
        service.send(key=key, said=said, actor=a_citizen(name="Selam Tesfay").actor)


def test_without_a_coordinator_she_is_told_so(runtime: Runtime) -> None:
    with pytest.raises(service.NoCoordinator):
        worries(a_citizen())


def test_without_a_contact_she_is_told_so(runtime: Runtime) -> None:
    with pytest.raises(tasks.NobodyToCall):
        worries(a_citizen(), receiver=rules.CONTACT)
    with pytest.raises(Invalid):
        worries(a_citizen(), receiver="mayor")


def test_it_is_possible_with_no_offer_and_no_relation_at_all(runtime: Runtime) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    concern = worries(amina)
    assert [one.id for one in answering.waiting(actor=hanne.actor)] == [concern]


@pytest.mark.parametrize("own", ["", " \n "])
def test_a_message_says_something_and_is_no_record(own: str) -> None:
    with pytest.raises(NothingSaid):
        words("citizen", ["nonsense"], own, language="da")
    with pytest.raises(TooMuchSaid):
        words("citizen", [], "a" * 20_000, language="da")


def test_whoever_opens_it_first_has_it(runtime: Runtime) -> None:
    amina, hanne, per = a_citizen(), a_coordinator(), a_coordinator("Per Lund")
    concern = worries(amina)
    answering.opened(concern_id=concern, actor=per.actor)
    assert not answering.waiting(actor=hanne.actor) and len(answering.waiting(actor=per.actor)) == 1
    with pytest.raises(NotFound):
        answering.opened(concern_id=concern, actor=hanne.actor)
    assert [task.about for task in tasks.waiting_for(per.id, role=per.role)] == [concern]
    assert not tasks.waiting_for(hanne.id, role=hanne.role)


def test_one_that_nobody_answers_is_everybodys_again(runtime: Runtime, clock: FrozenClock) -> None:
    amina, hanne, per = a_citizen(), a_coordinator(), a_coordinator("Per Lund")
    concern = worries(amina)
    answering.opened(concern_id=concern, actor=per.actor)
    clock.move(rules.PASSED_ON_AFTER + timedelta(minutes=1))
    answers(hanne, concern)
    assert service.own(concern, amina.id).owner_id == hanne.id


def test_one_whose_owner_has_left_is_seen_by_the_others(runtime: Runtime) -> None:
    amina, hanne, per = a_citizen(), a_coordinator(), a_coordinator("Per Lund")
    concern = worries(amina)
    answers(per, concern)
    roll.end_role(person=per.id, role=per.role, actor=MADE_BY)
    answers(hanne, concern)
    assert service.own(concern, amina.id).owner_id == hanne.id


@pytest.mark.parametrize("role", ["caseworker", "ips-consultant", "therapist"])
def test_nobody_of_another_role_may_open_it(runtime: Runtime, role: str) -> None:
    amina, _hanne = a_citizen(), a_coordinator()
    karen, concern = responsible_for(amina, role), worries(amina)
    assert not answering.waiting(actor=karen.actor)
    for act in (answering.opened, answering.close):
        with pytest.raises(NotFound):
            act(concern_id=concern, actor=karen.actor)
    with pytest.raises(NotFound):
        advises(karen, concern)


@pytest.mark.parametrize("role", ["interpreter", "translator", "administrator", "citizen"])
def test_a_role_that_answers_nothing_has_no_list(runtime: Runtime, role: str) -> None:
    with pytest.raises(NotFound):
        answering.waiting(actor=Somebody(staff().id, role).actor)


@pytest.mark.parametrize(("role", "circle"), [("caseworker", "all"), ("therapist", "health")])
def test_what_goes_to_the_contact_is_the_contacts_alone(runtime: Runtime, role: str, circle: str) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    karen = responsible_for(amina, role)
    concern = worries(amina, receiver=rules.CONTACT)
    assert service.own(concern, amina.id).visible_to == circle
    assert [one.id for one in answering.waiting(actor=karen.actor)] == [concern]
    assert not answering.waiting(actor=hanne.actor) and not answering.waiting(actor=staff(role).actor)


def test_a_contact_who_changes_to_the_employment_side_loses_what_health_was_told(runtime: Runtime) -> None:
    amina = a_citizen()
    responsible_for(amina, "therapist")
    worries(amina, receiver=rules.CONTACT)
    [told] = service.of(amina.id)
    assert told.owner_id is not None
    assert not answering.waiting(actor=Somebody(told.owner_id, "caseworker").actor)


def test_she_reads_the_advice_first(runtime: Runtime) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    karen = responsible_for(amina)
    approves(karen)
    concern = worries(amina)
    advises(hanne, concern)
    with pytest.raises(Invalid):
        releasing.release(concern_id=concern, language="da", text_version=1, actor=amina.actor)
    assert not releasing.released(citizen=amina.id, actor=karen.actor)


def test_r1_across_units_it_needs_her_yes_and_ends_with_it(runtime: Runtime) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    karen, concern = responsible_for(amina), worries(amina)
    advises(hanne, concern)
    service.advice_opened(concern_id=concern, actor=amina.actor)
    with pytest.raises(consent.TextNotApproved):
        releasing.release(concern_id=concern, language="da", text_version=1, actor=amina.actor)
    approves(karen)
    releasing.release(concern_id=concern, language="da", text_version=1, actor=amina.actor)
    assert releasing.released(citizen=amina.id, actor=karen.actor)
    [given] = consent.ledger(amina.id)
    consent.withdraw(consent_id=given.id, actor=amina.actor)
    assert not releasing.released(citizen=amina.id, actor=karen.actor)


def test_another_unit_does_not_see_it(runtime: Runtime) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    karen, concern = responsible_for(amina), worries(amina)
    approves(karen)
    advises(hanne, concern)
    service.advice_opened(concern_id=concern, actor=amina.actor)
    releasing.release(concern_id=concern, language="da", text_version=1, actor=amina.actor)
    other = responsible_for(amina, "caseworker")
    assert other.unit != karen.unit and not releasing.released(citizen=amina.id, actor=other.actor)
    with pytest.raises(NotFound):
        releasing.released(citizen=amina.id, actor=staff().actor)


def test_what_she_has_decided_about_stays_as_it_is(runtime: Runtime) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    concern = worries(amina)
    with pytest.raises(Invalid):
        service.keep(concern_id=concern, actor=amina.actor)
    advises(hanne, concern)
    service.keep(concern_id=concern, actor=amina.actor)
    with pytest.raises(answering.AdviceDecided):
        advises(hanne, concern)


@pytest.mark.parametrize("own", [["a", "b", "c"], ["a" * 201]])
def test_an_advice_is_three_short_lines(runtime: Runtime, own: list[str]) -> None:
    with pytest.raises(answering.AdviceTooLong):
        Advice(("advice-breaks",), own).lines()


def test_involved_shows_only_with_her_tick_and_while_it_is_open(runtime: Runtime) -> None:
    amina, _hanne = a_citizen(), a_coordinator()
    worries(amina)
    assert not releasing.is_involved([amina.id])
    concern = worries(amina, may_know=True)
    assert releasing.is_involved([amina.id, a_citizen().id]) == {amina.id}
    service.close(concern_id=concern, actor=amina.actor)
    assert not releasing.is_involved([amina.id])


def test_what_she_closes_waits_for_nobody(runtime: Runtime) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    concern = worries(amina)
    service.close(concern_id=concern, actor=amina.actor)
    assert not tasks.waiting_for(hanne.id, role=hanne.role) and not answering.waiting(actor=hanne.actor)
    with pytest.raises(service.IsClosed):
        answers_closed(hanne, concern)


def answers_closed(coordinator: Somebody, concern: object) -> None:
    """An answer to a worry that was closed while it was open on her screen."""
    said = words("reply", ["thanks-writing"], "", language="da")
    answering.reply(concern_id=concern, said=said, actor=coordinator.actor)  # type: ignore[arg-type]


def test_other_peoples_worries_are_not_there(runtime: Runtime) -> None:
    amina, selam = a_citizen(), a_citizen(name="Selam Tesfay")
    a_coordinator()
    concern = worries(amina)
    for act in (service.close, service.keep, service.advice_opened):
        with pytest.raises(NotFound):
            act(concern_id=concern, actor=selam.actor)
    with pytest.raises(NotFound):
        service.own(concern, selam.id)
    with pytest.raises(NotFound):
        releasing.release(concern_id=concern, language="da", text_version=1, actor=selam.actor)


def test_nothing_she_says_can_be_read_in_the_database(runtime: Runtime) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    advises(hanne, worries(amina))
    with reading() as db:
        rows = str(db.execute(select(Concern.__table__)).all())
    assert "Canary" not in rows and "pain-doing" not in rows and "advice-breaks" not in rows
