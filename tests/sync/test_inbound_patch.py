"""By FHIR too: who is there for a citizen, the catalogue, and a part of a thing changed on its newest version."""

from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhirclient.models.bundle import Bundle as SecondOpinion

from companion.caseload import service as caseload
from companion.plan import catalogue
from companion.plan import service as plans
from companion.sync import inbound_fhir
from companion.sync.inbound_batch import Asking, take
from companion.sync.inbound_elements import OWN_EXTENSION
from tests.people import staff
from tests.sync.outside import Outside, an_outside, citizen_of
from tests.sync.test_inbound_fhir import a_goal, named, with_plan

PART = ".resource.ofType(Parameters).parameter[0]"
pytestmark = pytest.mark.usefixtures("runtime")


def asked(outside: Outside, *entries: dict[str, Any], dry_run: bool = False) -> list[dict[str, Any]]:
    """The answers to these entries, which are valid FHIR for two libraries."""
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": list(entries)}
    first: Any = Bundle.model_validate(bundle)
    assert len(first.entry) == len(SecondOpinion(bundle).entry)
    asking = Asking(outside.client, outside.scopes, dry_run=dry_run, at="Bundle.entry")
    answer = inbound_fhir.response(take(asking, inbound_fhir.entries_of(bundle)))
    Bundle.model_validate(answer)
    return [one["response"] for one in answer["entry"]]


def put(resource: dict[str, Any], **request: Any) -> dict[str, Any]:
    return {"resource": resource, "request": {"method": "PUT", "url": resource["resourceType"], **request}}


def patch(url: str, *operations: dict[str, Any], **request: Any) -> dict[str, Any]:
    """A FHIRPath Patch."""
    parameters = [{"name": "operation", "part": _parts(one)} for one in operations]
    resource = {"resourceType": "Parameters", "parameter": parameters}
    return {"resource": resource, "request": {"method": "PATCH", "url": url, **request}}


def _parts(told: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = {"type": "valueCode", "path": "valueString", "name": "valueString"}
    return [{"name": name, kinds.get(name, "valueString"): value} for name, value in told.items()]


def replaces(path: str, value: str) -> dict[str, Any]:
    return {"type": "replace", "path": path, "value": value}


@pytest.fixture
def health() -> Outside:
    """A health system with a goal of its own, in version 1."""
    made = an_outside("health", "Sund")
    with_plan(made)
    assert [one["status"] for one in asked(made, put(a_goal(made, "g-1")))] == ["201"]
    return made


def goal(health: Outside) -> tuple[str, str]:
    plan = plans.for_citizen(citizen_of(health))
    assert plan is not None
    (one,) = [each.goal for each in plan.goals]
    return one.title["da"], one.status


def test_a_part_is_changed_and_the_rest_stays(health: Outside) -> None:
    entry = patch("Goal?identifier=urn:sund|g-1", replaces("Goal.lifecycleStatus", "completed"), ifMatch='W/"1"')
    (told,) = asked(health, entry)
    assert (told["status"], told["etag"], goal(health)) == ("200", 'W/"2"', ("g-1", "reached"))


def test_adding_and_taking_away(health: Outside) -> None:
    adds = {"type": "add", "path": "Goal.description", "name": "text", "value": "Sove godt"}
    (told,) = asked(
        health, patch("Goal/g-1", adds, {"type": "delete", "path": "Goal.lifecycleStatus"}, ifMatch='W/"1"')
    )
    assert told["status"] == "200" and goal(health) == ("Sove godt", "not-begun")


@pytest.mark.parametrize(
    ("version", "status", "code"), [(None, "428", "VersionMissing"), ('W/"7"', "412", "Stale"), ("x", "412", "Stale")]
)
def test_on_its_newest_version_only(health: Outside, version: str | None, status: str, code: str) -> None:
    request = {} if version is None else {"ifMatch": version}
    (told,) = asked(health, patch("Goal/g-1", replaces("Goal.lifecycleStatus", "completed"), **request))
    assert told["status"] == status and told["outcome"]["issue"][0]["details"]["coding"][0]["code"] == code
    assert goal(health) == ("g-1", "under-way")


@pytest.mark.parametrize(
    ("url", "operation", "code", "element"),
    [
        ("Goal/g-1", replaces("Goal.note.text", "x"), "UnknownElement", PART),
        ("Goal/g-1", {"type": "move", "path": "Goal.note"}, "UnknownOperation", PART),
        ("Goal/g-1", {"type": "replace", "path": "Goal.lifecycleStatus"}, "NoValue", PART),
        ("Goal/g-1", replaces("Goal.lifecycleStatus", "flying"), "literal_error", PART),
        ("Goal", replaces("Goal.lifecycleStatus", "completed"), "NoAddress", ""),
        ("Patient/1", replaces("Patient.name", "x"), "NoAddress", ""),
    ],
)  # fmt: skip
def test_each_fault_has_its_outcome_and_the_others_are_kept(
    health: Outside, url: str, operation: dict[str, Any], code: str, element: str
) -> None:
    good = patch("Goal/g-1", replaces("Goal.description.text", "Sove"), ifMatch='W/"1"')
    wrong, right = asked(health, patch(url, operation, ifMatch='W/"1"'), good)
    (issue,) = wrong["outcome"]["issue"]
    assert (wrong["status"], issue["details"]["coding"][0]["code"]) == ("422", code)
    assert issue["expression"] == [f"Bundle.entry[0]{element}"]
    assert right["status"] == "200" and goal(health)[0] == "Sove"


def test_nothing_is_kept_in_a_dry_run(health: Outside) -> None:
    entry = patch("Goal/g-1", replaces("Goal.description.text", "Sove"), ifMatch='W/"1"')
    assert asked(health, entry, dry_run=True)[0]["status"] == "200" and goal(health)[0] == "g-1"


def test_a_thing_of_another_system_is_not_there(health: Outside) -> None:
    other = an_outside("health", "Andre", cpr="0201901234", brings="Selam Haile")
    (told,) = asked(other, patch("Goal/g-1", replaces("Goal.description.text", "x"), ifMatch='W/"1"'))
    assert told["status"] == "404" and goal(health)[0] == "g-1"


def test_an_address_is_enough_to_end_a_thing(health: Outside) -> None:
    asked_for = {"request": {"method": "DELETE", "url": "Goal?identifier=g-1", "ifMatch": 'W/"1"'}}
    assert [one["status"] for one in asked(health, asked_for)] == ["204"]
    assert goal(health)[1] == "put-aside"


def a_team(outside: Outside, name: str, member: object, code: str) -> dict[str, Any]:
    participant = {"member": named(member), "role": [{"coding": [{"code": code}]}]}
    told = {"resourceType": "CareTeam", "identifier": [{"value": name}], "subject": named(outside.key)}
    return {**told, "participant": [participant]}


def test_who_is_there_for_her(engine: str) -> None:
    outside = an_outside()
    karen = staff("caseworker", outside.client.unit_id)
    (told,) = asked(outside, put(a_team(outside, "rel-2", karen.id, "responsible")))
    assert told["status"] == "201"
    held = caseload.responsible_for(citizen_of(outside))
    assert held is not None and held.person_id == karen.id


def test_an_unknown_part_in_a_team_is_named(engine: str) -> None:
    outside = an_outside()
    (told,) = asked(outside, put(a_team(outside, "rel-2", outside.staff.id, "boss")))
    (expression,) = told["outcome"]["issue"][0]["expression"]
    assert expression == "Bundle.entry[0].resource.ofType(CareTeam).participant[0].role[0].coding[0].code"


def a_service(**more: Any) -> dict[str, Any]:
    own = [
        ("capacity", "valueUnsignedInt", 8),
        ("source", "valueString", "KY"),
        ("verified-on", "valueDate", "2026-11-20"),
    ]
    told: dict[str, Any] = {"resourceType": "HealthcareService", "identifier": [{"value": "walk"}], "name": "Gåtur"}
    told |= {"comment": "Vi går en tur.", "providedBy": {"display": "Sundhedshuset"}}
    told |= {"type": [{"coding": [{"code": "lifestyle"}]}], "telecom": [{"system": "phone", "value": "72 00 00 21"}]}
    told["characteristic"] = [{"coding": [{"code": "self-referral"}]}]
    told["availableTime"] = [
        {"daysOfWeek": ["mon", "thu"], "availableStartTime": "09:00:00", "availableEndTime": "12:30:00"}
    ]
    told["extension"] = [{"url": f"{OWN_EXTENSION}:{name}", kind: value} for name, kind, value in own]
    return {**told, **more}


def test_the_catalogue(engine: str) -> None:
    outside = an_outside()
    assert asked(outside, put(a_service()))[0]["status"] == "201"
    (kept,) = catalogue.measures()
    assert (kept.key, kept.title, kept.owner, kept.system) == ("walk", {"da": "Gåtur"}, {"da": "Sundhedshuset"}, "KY")
    assert [(one.weekday, f"{one.start:%H.%M}-{one.end:%H.%M}") for one in kept.hours] == [
        (0, "09.00-12.30"),
        (3, "09.00-12.30"),
    ]
    assert kept.self_referral and not kept.without_name and (kept.capacity, kept.waiting_weeks) == (8, None)
    changed = patch("HealthcareService/walk", replaces("HealthcareService.name", "Lang gåtur"), ifMatch='W/"1"')
    assert asked(outside, changed)[0]["status"] == "200" and catalogue.measures()[0].title == {"da": "Lang gåtur"}


def test_hours_that_nobody_can_read_are_refused(engine: str) -> None:
    outside = an_outside()
    times = [{"allDay": True, "daysOfWeek": ["mon"]}]
    (told,) = asked(outside, put(a_service(availableTime=times)))
    assert told["status"] == "422" and not catalogue.measures()
