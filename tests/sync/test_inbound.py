"""What outside systems write, through the services: each side its part, many at once, FHIR, CSV, numbers and merges."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from companion.accounts import cpr, merging, replacement
from companion.accounts.merging import BothHave
from companion.appointments import service as appointments
from companion.foundation.audit import lines_about
from companion.foundation.origin import OwnedElsewhere
from companion.plan import editing, goals
from companion.plan import service as plans
from companion.plan.goals import NewGoal
from companion.sync import api_clients, inbound_fhir
from companion.sync.api_models import PersonIn
from companion.sync.came_from import came_from
from companion.sync.inbound_batch import Asking, Entry, take
from companion.sync.inbound_faults import Faulty
from companion.sync.inbound_items import Given
from companion.sync.inbound_people import TwoPeople, key_of
from tests.people import MADE_BY, Somebody, a_citizen, signed_in, staff
from tests.sync.outside import CPR, Outside, a_measure, a_meeting, an_outside, citizen_of

pytestmark = pytest.mark.usefixtures("runtime")


def many(outside: Outside, entries: list[Entry], *, at: str = "/items", dry_run: bool = False) -> list[Any]:
    """What became of each."""
    return [one.told() for one in take(Asking(outside.client, outside.scopes, dry_run, at), entries)]


def with_a_plan(outside: Outside) -> Outside:
    """The purpose stands."""
    outside.keeps("purposes", "p-1", body=outside.body(text={"da": "I arbejde igen"}))
    return outside


def test_each_side_writes_its_part(engine: str) -> None:
    job = with_a_plan(an_outside())
    health = an_outside("health", "Sund")
    health.keeps("sub-goals", "g-1", body=health.body(text={"da": "Sove"}, status="under-way"))
    health.keeps("sub-goals", "g-2", body=health.body(text={"da": "Gå ture"}, parent="g-1"))
    plan = plans.for_citizen(citizen_of(job))
    assert plan is not None and plan.purpose == {"da": "I arbejde igen"} and plan.purpose_source == "KY"
    assert [(top.goal.source, len(top.parts)) for top in plan.goals] == [("Sund", 1)]
    with pytest.raises(Faulty) as refused:
        job.keeps("sub-goals", "g-3", body={})
    assert refused.value.status == 403


def test_what_came_from_outside_is_that_systems_alone(engine: str) -> None:
    outside = with_a_plan(an_outside())
    outside.keeps("measures", "m-1", body=a_measure(outside))
    outside.keeps("appointments", "a-1", body=a_meeting(outside))
    citizen = citizen_of(outside)
    plan, meeting = plans.for_citizen(citizen), appointments.next_for(citizen)
    assert plan is not None and meeting is not None and plan.cards[0].source == meeting.source == "KY"
    with pytest.raises(OwnedElsewhere):
        editing.end_card(card_id=plan.cards[0].id, reason="done", version=1, actor=outside.staff.actor)
    api_clients.end(outside.client.id, actor=MADE_BY)
    editing.end_card(card_id=plan.cards[0].id, reason="done", version=1, actor=outside.staff.actor)


def test_a_unit_never_gets_back_what_it_wrote(engine: str) -> None:
    outside = with_a_plan(an_outside())
    plan = plans.for_citizen(citizen_of(outside))
    assert plan is not None and outside.staff.unit is not None
    assert came_from(outside.staff.unit, [plan.id]) == {plan.id}
    assert not came_from(an_outside("health", "Sund").client.unit_id, [plan.id])


def test_the_citizen_sees_that_a_system_wrote(engine: str) -> None:
    outside = with_a_plan(an_outside())
    told = {line.event for line in lines_about(citizen_of(outside))}
    assert {"outside.matched", "outside.written", "plan.started"} <= told


def test_each_item_of_a_batch_stands_for_itself(engine: str) -> None:
    outside = with_a_plan(an_outside())
    good = Entry(Given("measures", "m-1", a_measure(outside)))
    bad = Entry(Given("measures", "m-2", a_measure(outside, kind="decision")))
    person = Entry(Given("people", "", {"cpr": "0202901234", "name": "Yusuf"}))
    told = many(outside, [good, bad, person, good, Entry(Given("cards", "x"))])
    assert [one["status"] for one in told] == [201, 422, 200, 200, 422]
    assert told[1]["outcome"]["issue"][0]["expression"] == ["/items/1/body/letter"]
    assert told[2]["key"] != outside.key and told[3]["etag"] == '"1"'


def test_a_dry_batch_sees_its_own_items_and_leaves_none(engine: str) -> None:
    outside = an_outside()
    purpose = Entry(Given("purposes", "p-1", outside.body(text={"da": "I arbejde"})))
    told = many(outside, [purpose, Entry(Given("measures", "m-1", a_measure(outside)))], dry_run=True)
    assert [one["status"] for one in told] == [201, 201]
    assert plans.for_citizen(citizen_of(outside)) is None


def a_bundle(outside: Outside, **wrong: Any) -> dict[str, Any]:
    """A patient, a purpose and a measure in FHIR."""
    person, who = {"identifier": {"value": outside.key}}, {"identifier": {"value": str(outside.staff.id)}}
    patient = {"resourceType": "Patient", "identifier": [{"system": inbound_fhir.CPR_SYSTEM, "value": CPR}]}
    plan = {"resourceType": "CarePlan", "identifier": [{"value": "p-1"}], "subject": person, "author": who}
    measure = {"resourceType": "ServiceRequest", "identifier": [{"value": "m-1"}], "subject": person, "requester": who}
    kinds = [{"coding": [{"code": "offer"}]}, {"coding": [{"code": "job"}]}]
    measure |= {"category": kinds, "code": {"text": "Besøg"}, "reasonCode": [{"text": "Du vil se stedet."}], **wrong}
    resources = [{**patient, "name": [{"text": "Amina"}]}, {**plan, "description": "I arbejde igen"}, measure]
    entries = [{"resource": one, "request": {"method": "PUT"}} for one in resources]
    return {"resourceType": "Bundle", "type": "batch", "entry": entries}


def fhir(outside: Outside, bundle: Any) -> list[Any]:
    """The entries of the answer."""
    asking = Asking(outside.client, outside.scopes, dry_run=False, at="Bundle.entry")
    entries: list[Any] = inbound_fhir.response(take(asking, inbound_fhir.entries_of(bundle)))["entry"]
    return entries


def test_a_fhir_bundle_is_the_same_things(engine: str) -> None:
    outside = an_outside()
    told = fhir(outside, a_bundle(outside))
    assert [one["response"]["status"] for one in told] == ["200", "201", "201"]
    assert told[0]["resource"]["identifier"][0]["value"] == outside.key and CPR not in json.dumps(told)
    plan = plans.for_citizen(citizen_of(outside))
    assert plan is not None and [card.title for card in plan.cards] == [{"da": "Besøg"}]


def test_the_answer_to_a_bundle_is_valid_fhir(engine: str) -> None:
    from fhir.resources.R4B.bundle import Bundle

    outside = an_outside()
    told = fhir(outside, a_bundle(outside, requester={}))
    Bundle.model_validate({"resourceType": "Bundle", "type": "batch-response", "entry": told})


@pytest.mark.parametrize("system", [inbound_fhir.CPR_SYSTEM, inbound_fhir.REPLACEMENT_SYSTEM])
def test_two_numbers_of_one_kind_are_refused(engine: str, system: str) -> None:
    outside, others = an_outside(), ("0202901234", "0303901234")
    bundle = a_bundle(outside)
    numbers = bundle["entry"][0]["resource"]["identifier"]
    numbers[:] = [{"system": "urn:other", "value": "1"}, *({"system": system, "value": one} for one in others)]
    answer = fhir(outside, bundle)[0]["response"]
    assert answer["status"] == "422" and answer["outcome"]["issue"][0]["details"]["coding"][0]["code"] == "TwoNumbers"
    named = answer["outcome"]["issue"][0]["expression"]
    assert named == ["Bundle.entry[0].resource.ofType(Patient).identifier[2]"]
    assert not [one for one in others if cpr.find(one) or one in json.dumps(answer)]


def test_the_same_identifier_twice_in_one_batch(engine: str) -> None:
    """The same again is no change; something else under it is a change that names no version, and is refused."""
    outside = with_a_plan(an_outside())
    first, other = (Entry(Given("measures", "m-1", a_measure(outside, why={"da": why}))) for why in ("Ja.", "Nej."))
    told = many(outside, [first, other, first])
    assert [one["status"] for one in told] == [201, 428, 200] and told[2]["etag"] == '"1"'
    plan = plans.for_citizen(citizen_of(outside))
    assert plan is not None and [card.why for card in plan.cards] == [{"da": "Ja."}]


def test_the_same_identifier_twice_in_one_bundle(engine: str) -> None:
    outside = an_outside()
    bundle = a_bundle(outside)
    again = {**bundle["entry"][2]["resource"], "reasonCode": [{"text": "Noget andet."}]}
    bundle["entry"] += [{"resource": again, "request": {"method": "PUT"}}, bundle["entry"][2]]
    told = [one["response"] for one in fhir(outside, bundle)]
    assert [one["status"] for one in told] == ["200", "201", "201", "428", "200"]
    assert told[3]["outcome"]["issue"][0]["expression"] == ["Bundle.entry[3]"]
    plan = plans.for_citizen(citizen_of(outside))
    assert plan is not None and [card.why for card in plan.cards] == [{"da": "Du vil se stedet."}]


def test_a_person_is_never_ended_from_outside(engine: str) -> None:
    outside, newcomer = an_outside(), "0202901234"
    bundle = a_bundle(outside)
    patient = bundle["entry"][0]
    patient["resource"]["identifier"][0]["value"] = newcomer
    patient["request"]["method"] = "DELETE"
    answer = fhir(outside, bundle)[0]["response"]
    assert answer["status"] == "405" and answer["outcome"]["issue"][0]["expression"] == ["Bundle.entry[0]"]
    gone = Entry(Given("people", "", {"cpr": newcomer, "name": "Yusuf"}, end=True))
    assert [one["status"] for one in many(outside, [gone])] == [405]
    assert cpr.find(newcomer) is None


@pytest.mark.parametrize(
    ("wrong", "element"),
    [
        ({"subject": {"reference": "Patient/1"}}, "subject.identifier.value"),
        ({"category": [{"coding": [{"code": "duty"}]}]}, "category[0].coding[0].code"),
        ({"requester": {"identifier": {"value": "Karen"}}}, "requester.identifier.value"),
        ({"occurrencePeriod": {"start": "2150-01-01"}}, "occurrencePeriod.start"),
        ({"identifier": [{"value": CPR}]}, "identifier[0].value"),
        ({"authoredOn": "2099-01-01", "requisition": {"value": "24/4711"}}, "authoredOn"),
        ({"category": [{"coding": [{"code": "decision"}]}, {"coding": [{"code": "job"}]}]}, "requisition"),
    ],
)
def test_a_fault_in_a_bundle_names_the_element(engine: str, wrong: dict[str, Any], element: str) -> None:
    outside = an_outside()
    answer = fhir(outside, a_bundle(outside, **wrong))[2]["response"]
    assert answer["outcome"]["issue"][0]["expression"] == [f"Bundle.entry[2].resource.ofType(ServiceRequest).{element}"]
    assert CPR not in json.dumps(answer)


def test_a_resource_we_do_not_take_is_said_so(engine: str) -> None:
    outside = an_outside()
    bundle = a_bundle(outside)
    bundle["entry"] += [{"resource": {"resourceType": "Observation"}, "request": {"method": "PUT"}}, "x"]
    told = fhir(outside, bundle)
    assert [one["response"]["status"] for one in told] == ["200", "201", "201", "422", "422"]
    assert told[3]["response"]["outcome"]["issue"][0]["details"]["coding"][0]["code"] == "UnknownResource"
    none: list[Any] = [[], {}, {"resourceType": "Bundle", "type": "transaction"}, {**bundle, "entry": []}]
    for body in none:
        with pytest.raises(Faulty):
            inbound_fhir.entries_of(body)


def test_a_replacement_number_that_becomes_a_cpr_number_keeps_the_key(engine: str) -> None:
    outside = an_outside()
    before = key_of(outside.client, PersonIn(replacement_number="010180UKA1", name="Olena", adult=True))
    both = PersonIn(replacement_number="010180UKA1", cpr="0101801235", name="Olena")
    assert key_of(outside.client, both) == before
    assert key_of(outside.client, PersonIn(cpr="010180-1235", name="Olena")) == before
    with pytest.raises(TwoPeople):
        key_of(outside.client, PersonIn(replacement_number="010180UKA1", cpr=CPR, name="Olena"))


def test_two_accounts_become_one_and_can_be_taken_apart(engine: str) -> None:
    outside = with_a_plan(an_outside())
    old, kept = citizen_of(outside), a_citizen(name="Amina H.").id
    merge = merging.merge(keep=kept, gone=old, actor=MADE_BY)
    assert citizen_of(outside) == kept == cpr.find(CPR) and plans.for_citizen(kept) is not None
    assert merging.split(merge_id=merge, actor=MADE_BY) == old
    assert plans.for_citizen(kept) is None and plans.for_citizen(old) is not None
    assert "person.merged" in {line.event for line in lines_about(kept)}


def test_two_people_with_a_plan_each_are_not_merged(engine: str) -> None:
    outside, other = with_a_plan(an_outside()), with_a_plan(an_outside(name="Andet", cpr="0202901234"))
    with pytest.raises(BothHave):
        merging.merge(keep=citizen_of(outside), gone=citizen_of(other), actor=MADE_BY)
    assert plans.for_citizen(citizen_of(other)) is not None and replacement.find("010180UKA1") is None


def test_health_staff_still_write_what_is_theirs(engine: str) -> None:
    """Only what came from outside is locked."""
    outside = with_a_plan(an_outside())
    health = an_outside("health", "Sund")
    therapist = health.staff
    goals.add(citizen=citizen_of(outside), goal=NewGoal({"da": "Sove"}), actor=therapist.actor)
    assert staff("therapist").id != therapist.id


def test_the_citizen_reads_which_system_wrote_it(client: FlaskClient) -> None:
    outside = with_a_plan(an_outside(name="Fagsystem A/S"))
    outside.keeps("measures", "m-1", body=a_measure(outside))
    outside.keeps("appointments", "a-1", body=a_meeting(outside))
    citizen = citizen_of(outside)
    meeting = appointments.next_for(citizen)
    assert meeting is not None
    web = signed_in(client, Somebody(citizen, "citizen"))
    mark = "Det kommer fra et andet system: <bdi>Fagsystem A/S</bdi>"
    assert web.get("/plan").get_data(as_text=True).count(mark) == 2  # the purpose and the card
    assert web.get(f"/appointments/{meeting.id}").get_data(as_text=True).count(mark) == 1
    api_clients.end(outside.client.id, actor=MADE_BY)
    assert mark not in web.get("/plan").get_data(as_text=True)
