"""Who is responsible for whom, and that an IPS consultant is never given a 26th citizen."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from companion.caseload import service as caseload
from companion.caseload.service import CaseloadFull
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff


def relate(citizen: Somebody, member: Somebody, *, responsible: bool = False) -> None:
    assert member.unit is not None
    caseload.relate(
        citizen=citizen.id,
        staff=member.id,
        role=member.role,
        unit=member.unit,
        responsible=responsible,
        actor=MADE_BY,
    )


def end_relations(day: str) -> None:
    with transaction() as session:
        session.execute(text("update relation set ends_on = :day"), {"day": day})


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    found = caseload.responsible_for(amina.id)
    assert found is not None and (found.person_id, found.name) == (karen.id, "Karen Holm")
    assert [charge.citizen_id for charge in caseload.charges_of(karen.id)] == [amina.id]


def test_a_gap_is_told(runtime: Runtime) -> None:
    assert caseload.responsible_for(a_citizen().id) is None


def test_who_helps_is_not_yet_who_is_responsible(runtime: Runtime) -> None:
    amina, rikke = a_citizen(), staff("therapist")
    relate(amina, rikke)
    assert caseload.responsible_for(amina.id) is None
    assert [charge.responsible for charge in caseload.charges_of(rikke.id)] == [False]


def test_the_latest_responsible_person_counts(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    responsible_for(amina)
    clock.move(timedelta(days=1))
    peter = responsible_for(amina, "caseworker")
    found = caseload.responsible_for(amina.id)
    assert found is not None and found.person_id == peter.id


def test_the_26th_citizen_is_refused(runtime: Runtime) -> None:
    karen = staff()
    for _ in range(25):
        relate(a_citizen(), karen)
    with pytest.raises(CaseloadFull) as refused:
        relate(a_citizen(), karen)
    assert (refused.value.status, len(caseload.charges_of(karen.id))) == (409, 25)


def test_the_26th_is_refused_when_several_are_given_at_once(runtime: Runtime) -> None:
    karen = staff()
    for _ in range(23):
        relate(a_citizen(), karen)
    refused = together([partial(relate, a_citizen(), karen) for _ in range(4)])
    assert [type(fault) for fault in refused] == [CaseloadFull, CaseloadFull]
    assert len(caseload.charges_of(karen.id)) == 25


def test_an_ended_relation_makes_room(runtime: Runtime) -> None:
    karen = staff()
    for _ in range(25):
        relate(a_citizen(), karen)
    end_relations("2026-11-22")
    relate(a_citizen(), karen)
    assert len(caseload.charges_of(karen.id)) == 1


def test_the_limit_is_for_ips_consultants(runtime: Runtime) -> None:
    peter = staff("caseworker")
    for _ in range(26):
        relate(a_citizen(), peter)
    assert len(caseload.charges_of(peter.id)) == 26


def test_a_relation_ends_on_its_day(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    end_relations("2026-11-23")
    caseload.require_relation(citizen=amina.id, staff=karen.id)
    clock.move(timedelta(days=1))
    assert caseload.responsible_for(amina.id) is None
    with pytest.raises(NotFound):
        caseload.require_relation(citizen=amina.id, staff=karen.id)


def test_a_relation_to_somebody_else_is_none(runtime: Runtime) -> None:
    amina = a_citizen()
    responsible_for(amina)
    ida = staff(name="Ida Winther")
    with pytest.raises(NotFound):
        caseload.require_relation(citizen=amina.id, staff=ida.id)
    with pytest.raises(NotFound):
        caseload.require_relation(citizen=uuid.uuid4(), staff=ida.id)


def test_a_new_relation_is_told_to_the_citizen(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    line = audit.lines_about(amina.id)[0]
    assert (line.event, line.about, line.actor_unit_id) == ("relation.made", karen.id, karen.unit)
