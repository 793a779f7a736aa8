"""A handover keeps everything, in one transaction, and the 26th citizen is refused with the list still there."""

import pytest
from flask.testing import FlaskClient

from companion.appointments import service as appointments
from companion.caseload import service as caseload
from companion.caseload.relations import OtherSide
from companion.caseload.rules import CASELOAD_LIMIT
from companion.caseload.service import CaseloadFull
from companion.desk import handing_over
from companion.desk.handing_over import HELD, NobodyChosen
from companion.foundation import clock
from companion.foundation.database import new_id
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.migrations.metadata import METADATA
from companion.plan import service as plans
from companion.programmes import service as programmes
from companion.tasks import service as tasks
from tests.appointments.made import a_meeting
from tests.caseload.test_caseload import relate
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements

ENROLLED = "toender-diabetes"
NOT_HELD = {  # columns that name a member of staff who holds nothing with it
    "relation.staff_id": "ended and begun anew",
    "absence.staff_id": "the person's own",
    "drop_in.staff_id": "the person's own",
    "desk_look.staff_id": "when she last looked at her own desk",
    "staff_entry.staff_id": "the unit's calendar; no citizen",
    "contact.staff_id": "who logged a contact that has been",
    "concern_reply.staff_id": "who wrote an answer that stands",
    "concern_slot.staff_id": "whom a talk was offered with; a handover offers new times",
    "conversation.staff_id": "who opened a talk; it is over within hours, and nobody acts in it without a relation",
    "unwell_share.staff_id": "whom she chose herself to read her card",
    "appointment_person.staff_id": "who comes along; whoever holds the meeting asks somebody else",
}


def hand_over(giver: Somebody, receiver: Somebody, *citizens: Somebody) -> None:
    ids = [one.id for one in citizens]
    handing_over.hand_over(citizens=ids, giver=giver.id, receiver=receiver.id, actor=giver.actor)


def a_full_life(amina: Somebody, karen: Somebody) -> None:
    """A plan with a card, a meeting, a task and a programme, all held by the same person."""
    assert karen.unit is not None
    plans.start(citizen=amina.id, purpose={"da": "Et job"}, unit=karen.unit, actor=MADE_BY)
    card = {"kind": "agreed", "track": "job", "title": {"da": "Find et job"}, "why": {"da": "Du vil selv."}}
    plans.add_card(citizen=amina.id, owner=karen.id, actor=karen.actor, **card)  # type: ignore[arg-type] # a test's card
    a_meeting(amina, karen)
    tasks.ask(kind=tasks.CALL_ME, citizen=amina.id, owner=karen.id, key=new_id(), actor=amina.actor)
    start = {"programme_id": ENROLLED, "starts_on": clock.today(), "unit": karen.unit, "staff": karen.id}
    programmes.enrol(citizen=amina.id, actor=karen.actor, **start)  # type: ignore[arg-type] # of the right kinds


def test_it_keeps_everything(runtime: Runtime) -> None:
    amina = a_citizen()
    karen, peter = responsible_for(amina), staff("caseworker", name="Peter Dam")
    a_full_life(amina, karen)
    hand_over(karen, peter, amina)
    found = caseload.responsible_for(amina.id)
    assert found is not None and found.person_id == peter.id
    assert handing_over.held_by(peter.id) == {amina.id} and not handing_over.held_by(karen.id)
    assert {one.owner_id for one in appointments.upcoming(amina.id)} == {peter.id}
    plan = plans.for_citizen(amina.id)
    assert plan is not None and {card.owner.name for card in plan.cards if card.owner} == {"Peter Dam"}
    assert len(tasks.waiting_for(peter.id)) == 1 and not caseload.charges_of(karen.id)


def test_who_is_around_without_being_responsible_stays_so(runtime: Runtime) -> None:
    amina, rikke, mette = a_citizen(), staff("therapist"), staff("health-coordinator")
    karen = responsible_for(amina)
    relate(amina, rikke)
    hand_over(rikke, mette, amina)
    found = caseload.responsible_for(amina.id)
    assert found is not None and found.person_id == karen.id
    assert [one.responsible for one in caseload.charges_of(mette.id)] == [False]


def test_a_receiver_who_was_around_becomes_responsible(runtime: Runtime) -> None:
    amina, peter = a_citizen(), staff("caseworker")
    karen = responsible_for(amina)
    relate(amina, peter)
    hand_over(karen, peter, amina)
    found = caseload.responsible_for(amina.id)
    assert found is not None and found.person_id == peter.id and len(caseload.charges_of(peter.id)) == 1


def test_the_26th_is_refused_and_nothing_moves(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen()
    karen, ida = responsible_for(amina, "caseworker"), staff("ips-consultant")
    relate(nora, karen)
    for _number in range(CASELOAD_LIMIT - 1):
        relate(a_citizen(), ida)
    with pytest.raises(CaseloadFull):
        hand_over(karen, ida, amina, nora)
    assert len(caseload.charges_of(karen.id)) == 2
    hand_over(karen, ida, amina)
    assert len(caseload.charges_of(ida.id)) == CASELOAD_LIMIT


def test_the_other_side_a_stranger_and_nobody_are_refused(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen()
    karen, rikke, peter = responsible_for(amina), staff("therapist"), staff("caseworker")
    with pytest.raises(OtherSide):
        hand_over(karen, rikke, amina)
    with pytest.raises(NotFound):
        hand_over(karen, peter, amina, nora)
    for receiver in (karen, nora):
        with pytest.raises(NobodyChosen):
            hand_over(karen, receiver, amina)
    with pytest.raises(NobodyChosen):
        hand_over(karen, peter)
    assert handing_over.held_by(karen.id) == {amina.id}


def test_the_page_moves_whom_i_choose(client: FlaskClient) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    karen, peter = responsible_for(amina), staff("caseworker", name="Peter Dam")
    relate(nora, karen)
    signed_in(client, karen)
    assert "Nora Friis" in client.get("/desk/handover").text
    answer = client.post("/desk/handover", data={"citizen": [str(amina.id)], "colleague": str(peter.id)})
    assert answer.status_code == 303 and handing_over.held_by(karen.id) == {nora.id}
    signed_in(client, amina)
    assert 'data-event="handed-over"' in client.get("/me/seen").text


def test_a_full_colleague_is_told_and_the_list_stays_ticked(client: FlaskClient) -> None:
    amina = a_citizen()
    karen, ida = responsible_for(amina, "caseworker"), staff("ips-consultant", name="Ida Winther")
    for _number in range(CASELOAD_LIMIT):
        relate(a_citizen(), ida)
    signed_in(client, karen)
    answer = client.post("/desk/handover", data={"citizen": [str(amina.id)], "colleague": str(ida.id)})
    assert answer.status_code == 422 and "25 borgere" in answer.text and by_id(answer.text, "errors") is not None
    ticked = [one.get("value") for one in elements(answer.text, "input") if one.get("checked") is not None]
    assert ticked == [str(amina.id), str(ida.id)] and "plads til 0 mere" in answer.text


def test_another_consultants_citizen_cannot_be_taken(client: FlaskClient) -> None:
    amina, peter = a_citizen(), staff("caseworker")
    karen = responsible_for(amina)
    signed_in(client, staff())
    answer = client.post("/desk/handover", data={"citizen": [str(amina.id)], "colleague": str(peter.id)})
    assert answer.status_code == 404 and handing_over.held_by(karen.id) == {amina.id}


def test_every_column_that_names_a_holder_is_handed_over() -> None:
    """A new room whose rows have an owner stands in HELD, or says here why not (S43)."""
    columns = {f"{table.name}.{column.name}" for table in METADATA.sorted_tables for column in table.c}
    holders = {one for one in columns if one.endswith((".owner_id", "staff_id"))}
    held = {f"{one.table}.{one.holder.key}" for one in HELD}
    assert holders - held == set(NOT_HELD) - held


def test_what_a_programme_still_asks_goes_to_the_colleague(runtime: Runtime) -> None:
    amina = a_citizen()
    karen, peter = responsible_for(amina), staff("caseworker")
    a_full_life(amina, karen)
    hand_over(karen, peter, amina)
    assert {one.owner_role for one in appointments.upcoming(amina.id)} == {"caseworker"}
