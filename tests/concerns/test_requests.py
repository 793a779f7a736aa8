"""Requests: each carries its yes, has an owner by role, shows its state, and can be taken back."""

from datetime import date
from pathlib import Path

import pytest

from companion.concerns import requests, service
from companion.concerns.requests import KnownRequest
from companion.foundation.database import new_id
from companion.foundation.errors import Conflict, Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.plan import catalogue
from companion.plan.catalogue_file import read
from companion.tasks import service as tasks
from tests.concerns.worried import a_coordinator
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff
from tests.plan import catalogue_csv
from tests.plan.laid import a_card, a_plan


def asks(amina: Somebody, kind: str = requests.INTERPRETER, **what: object) -> KnownRequest:
    """She asks for something."""
    told: dict[str, object] = {"measure": None, "card": None, **what}
    wish = requests.wanted(amina.id, kind=kind, **told)  # type: ignore[arg-type]
    told_so = {"consent_text": "Ja.", "language": "da", "with_interpreter": True}
    asked = requests.ask(key=new_id(), wish=wish, actor=amina.actor, **told_so)  # type: ignore[arg-type]
    return next(one for one in requests.of(amina.id) if one.id == asked)


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    asked = asks(amina)
    assert (asked.consent_text, asked.language, asked.owner_id, asked.with_interpreter) == ("Ja.", "da", karen.id, True)
    requests.seen(request_id=asked.id, actor=karen.actor)
    requests.done(request_id=asked.id, actor=karen.actor)
    [after] = requests.of(amina.id)
    assert after.seen_at and after.done_at and not after.is_open
    assert not requests.waiting(actor=karen.actor) and not tasks.waiting_for(karen.id, role=karen.role)


def test_the_same_wish_is_one_request_while_it_is_open(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    first = asks(amina)
    assert asks(amina).id == first.id
    requests.done(request_id=first.id, actor=karen.actor)
    assert asks(amina).id != first.id


def test_taken_back_waits_for_nobody(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    asked = asks(amina)
    requests.take_back(request_id=asked.id, actor=amina.actor)
    assert not requests.waiting(actor=karen.actor) and not tasks.waiting_for(karen.id)
    with pytest.raises(NotFound):
        requests.done(request_id=asked.id, actor=karen.actor)


def test_s21_a_health_offer_goes_to_the_coordinators_and_nobody_else(runtime: Runtime, tmp_path: Path) -> None:
    amina, hanne, per = a_citizen(), a_coordinator(), a_coordinator("Per Lund")
    karen = responsible_for(amina)
    wanted = read(catalogue_csv.write(tmp_path), today=date(2026, 11, 22))
    catalogue.take_in(wanted=wanted, expected=catalogue.compare(wanted), actor=MADE_BY)
    health = next(one for one in wanted if one.unit_kind == "health")
    asked = asks(amina, requests.MEASURE, measure=health.key)
    assert not requests.waiting(actor=karen.actor) and not tasks.waiting_for(karen.id, role=karen.role)
    assert len(requests.waiting(actor=hanne.actor)) == len(requests.waiting(actor=per.actor)) == 1
    requests.seen(request_id=asked.id, actor=per.actor)
    assert not requests.waiting(actor=hanne.actor) and len(requests.waiting(actor=per.actor)) == 1


@pytest.mark.parametrize("role", ["therapist", "caseworker"])
def test_a_free_card_goes_to_its_owner(runtime: Runtime, role: str) -> None:
    amina = a_citizen()
    a_plan(amina)
    owner, other = staff(role), responsible_for(amina)
    asked = asks(amina, requests.CARD, card=a_card(amina, owner))
    assert asked.owner_id == owner.id and len(requests.waiting(actor=owner.actor)) == 1
    assert not requests.waiting(actor=other.actor)


def test_a_card_that_is_not_free_and_a_card_of_somebody_else_cannot_be_asked_for(runtime: Runtime) -> None:
    amina, selam, owner = a_citizen(), a_citizen(name="Selam Tesfay"), staff()
    a_plan(amina)
    for person, card in ((amina, a_card(amina, owner, kind="agreed")), (selam, a_card(amina, owner))):
        with pytest.raises(NotFound):
            requests.wanted(person.id, kind=requests.CARD, measure=None, card=card)


def test_what_cannot_be_asked_for(runtime: Runtime) -> None:
    amina = a_citizen()
    for kind, refusal in ((requests.MEASURE, NotFound), ("a-pony", Invalid), (requests.SUPPORT, tasks.NobodyToCall)):
        with pytest.raises(refusal):
            requests.wanted(amina.id, kind=kind, measure="of-a-former-version", card=None)
    assert issubclass(service.NoCoordinator, Conflict)


def test_other_peoples_requests_are_not_there(runtime: Runtime) -> None:
    amina, selam = a_citizen(), a_citizen(name="Selam Tesfay")
    responsible_for(amina)
    asked = asks(amina)
    with pytest.raises(NotFound):
        requests.take_back(request_id=asked.id, actor=selam.actor)
    for somebody in (staff(), a_coordinator()):
        with pytest.raises(NotFound):
            requests.done(request_id=asked.id, actor=somebody.actor)
