"""What R4 has an element for comes in by FHIR too: sub-goals, decisions, places, interpreters, and who may see it."""

from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from companion.appointments import service as appointments
from companion.plan import service as plans
from companion.sync import inbound_fhir
from companion.sync.inbound_batch import Asking, take
from companion.sync.inbound_elements import BCP_47, CONFIDENTIALITY, GOAL_RELATIONSHIP, fhirpath
from tests.sync.outside import Outside, an_outside, citizen_of

pytestmark = pytest.mark.usefixtures("runtime")
PLACE: dict[str, Any] = {"status": "accepted", "actor": {"type": "Location", "display": "Jobcentret, lokale 4"}}


def named(key: object) -> dict[str, Any]:
    return {"identifier": {"value": str(key)}}


def sent(outside: Outside, *resources: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers to a Bundle of these, each of which is valid FHIR."""
    entries = [{"resource": one, "request": {"method": "PUT", "url": one["resourceType"]}} for one in resources]
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": entries}
    Bundle.model_validate(bundle)
    asking = Asking(outside.client, outside.scopes, dry_run=False, at="Bundle.entry")
    told = inbound_fhir.response(take(asking, inbound_fhir.entries_of(bundle)))["entry"]
    return [one["response"] for one in told]


def seen_by(code: str) -> dict[str, Any]:
    return {"meta": {"security": [{"system": "urn:other", "code": "X"}, {"system": CONFIDENTIALITY, "code": code}]}}


def a_goal(outside: Outside, name: str, **more: Any) -> dict[str, Any]:
    told = {"resourceType": "Goal", "identifier": [{"value": name}], "lifecycleStatus": "active"}
    about = {"subject": named(outside.key), "expressedBy": named(outside.staff.id), "description": {"text": name}}
    return {**told, **about, **more}


def related(kind: str, name: str) -> dict[str, Any]:
    parts: list[dict[str, Any]] = [{"url": "type", "valueCodeableConcept": {"coding": [{"code": kind}]}}]
    parts.append({"url": "target", "valueReference": named(name)})
    return {"extension": [{"url": GOAL_RELATIONSHIP, "extension": parts}]}


def a_meeting(outside: Outside, *there: dict[str, Any], **more: Any) -> dict[str, Any]:
    who = [{"status": "accepted", "actor": named(one)} for one in (outside.key, outside.staff.id)]
    told = {"resourceType": "Appointment", "identifier": [{"value": "a-1"}], "status": "booked"}
    codes: dict[str, Any] = {"appointmentType": {"coding": [{"code": "decision"}]}}
    codes["serviceType"] = [{"coding": [{"code": "conversation"}]}]
    codes["serviceCategory"] = [{"coding": [{"code": "job"}]}, {"coding": [{"code": "person"}]}]
    when = {"start": "2026-12-01T10:00:00+01:00", "end": "2026-12-01T10:45:00+01:00", "minutesDuration": 45}
    return {**told, **codes, **when, "participant": [*who, *there], **more}


def a_letter(on: str = "2026-11-20") -> dict[str, Any]:
    return {"basedOn": [{"identifier": {"value": "24/4711", "period": {"start": on}}}]}


def test_a_goal_below_a_goal(engine: str) -> None:
    health = an_outside("health", "Sund")
    with_plan(health)
    first, second = a_goal(health, "g-1", **seen_by("N")), a_goal(health, "g-2", **related("other", "g-1"))
    assert [one["status"] for one in sent(health, first, second)] == ["201", "201"]
    plan = plans.for_citizen(citizen_of(health))
    assert plan is not None and [(one.goal.visible_to, len(one.parts)) for one in plan.goals] == [("all", 1)]
    assert plan.goals[0].parts[0].visible_to == "health"


def test_another_relationship_is_no_parent_and_an_unknown_goal_is_named(engine: str) -> None:
    health = an_outside("health", "Sund")
    with_plan(health)
    after = a_goal(health, "g-1", **related("predecessor", "g-0"))
    told = sent(health, after, a_goal(health, "g-2", **related("other", "g-0")))
    assert [one["status"] for one in told] == ["201", "422"]
    (element,) = told[1]["outcome"]["issue"][0]["expression"]
    assert element.endswith(".where(url='target').valueReference.identifier.value") and GOAL_RELATIONSHIP in element


def with_plan(health: Outside) -> None:
    """The employment side has begun the plan of the same citizen."""
    job = an_outside()
    job.keeps("purposes", "p-1", body=job.body(text={"da": "I arbejde"}))


def test_a_meeting_with_its_letter_place_and_interpreter(engine: str) -> None:
    outside = an_outside()
    language = {"coding": [{"system": BCP_47, "code": "fa-AF"}]}
    translator = {"status": "needs-action", "type": [{"coding": [{"code": "translator"}]}, language]}
    (told,) = sent(outside, a_meeting(outside, translator, PLACE, **a_letter(), **seen_by("N")))
    assert told["status"] == "201"
    found = appointments.next_for(citizen_of(outside))
    assert found is not None
    assert (found.place, found.interpreter_language) == ({"da": PLACE["actor"]["display"]}, "fa_AF")
    assert (str(found.letter_date), found.letter_reference) == ("2026-11-20", "24/4711")


@pytest.mark.parametrize(
    ("wrong", "element"),
    [
        ({}, "basedOn"),
        ({"basedOn": [{"identifier": {"value": "24/4711"}}]}, "basedOn"),
        (a_letter("2099-01-01"), "basedOn[0].identifier.period.start"),
        ({**a_letter(), **seen_by("V")}, f"meta.security.where(system='{CONFIDENTIALITY}').code"),
    ],
)
def test_a_fault_names_the_element(engine: str, wrong: dict[str, Any], element: str) -> None:
    outside = an_outside()
    (told,) = sent(outside, a_meeting(outside, **wrong))
    assert told["status"] == "422"
    assert told["outcome"]["issue"][0]["expression"] == [f"Bundle.entry[0].resource.ofType(Appointment).{element}"]


def test_a_measure_that_only_health_may_see(engine: str) -> None:
    health = an_outside("health", "Sund")
    with_plan(health)
    measure: dict[str, Any] = {
        "resourceType": "ServiceRequest",
        "identifier": [{"value": "m-1"}],
        "status": "active",
        "intent": "plan",
    }
    measure |= {"subject": named(health.key), "requester": named(health.staff.id), **seen_by("R")}
    measure["category"] = [{"coding": [{"code": "offer"}]}, {"coding": [{"code": "health"}]}]
    measure |= {"code": {"text": "Gå ture"}, "reasonCode": [{"text": "Det er godt for dig."}]}
    assert [one["status"] for one in sent(health, measure)] == ["201"]
    plan = plans.for_citizen(citizen_of(health))
    assert plan is not None and [card.visible_to for card in plan.cards] == ["health"]


def test_a_path_is_told_as_fhirpath() -> None:
    assert fhirpath("participant[Location].actor.display") == "participant.where(actor.type='Location').actor.display"
    assert fhirpath("participant[translator].type") == "participant.where(type.coding.code='translator').type"
