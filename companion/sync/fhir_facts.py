"""The FHIR R4 resources of each kind of fact but the index, which has a file of its own (`fhir`).

Source: hl7.org/fhir/R4 observation, careplan, goal, appointment, appointmentresponse, questionnaireresponse, task,
communication.
"""

from collections.abc import Callable
from typing import Any

from companion.sync import told
from companion.sync.fhir import bundle, citizen
from companion.sync.fhir_parts import Resource, consent, provenance, put
from companion.sync.fhir_removal import lines_out
from companion.sync.names import Fact
from companion.sync.neutral_titles import coding
from companion.sync.told import Line, Theirs

PLAN_LINE = "plan"  # the code of the line that says there is a plan; every other one is a goal
INDICATOR_SETS = "urn:companion:indicators"
_ACHIEVED = {"system": "http://terminology.hl7.org/CodeSystem/goal-achievement"}
_GOALS = {  # how far it is → R4's life cycle and achievement
    "not-begun": ("accepted", "not-achieved"),
    "under-way": ("active", "in-progress"),
    "reached": ("completed", "achieved"),
    "put-aside": ("on-hold", "not-achieved"),
}


def body(fact: Fact) -> bytes:
    """The bundle of one fact, and what it told before and tells no more taken out.

    Raises KeyError for a kind without a form, or ValueError for a wrong value.
    """
    resources = _FORMS[fact.told.kind](fact)
    urns = [entry["fullUrl"] for entry in resources]
    gone = [entry for entry in lines_out(fact.head, fact.gone) if entry["fullUrl"] not in urns]
    return bundle([*resources, *gone, consent(fact.head, fact.told.kind), provenance(fact.head, urns)])


def _indicators(fact: Fact) -> list[Resource]:
    return [_indicator(fact, line) for line in fact.told.lines]


def _indicator(fact: Fact, line: Line) -> Resource:
    name, version = fact.told.method or ("", "")
    method = {"system": f"{INDICATOR_SETS}:{name}", "version": version}
    resource = {
        "resourceType": "Observation",
        "status": fact.head.says(),
        "code": {"coding": [{**method, "code": line.code}]},
        "subject": citizen(fact.head),
        "effectiveDateTime": fact.told.on.isoformat(),
        "performer": [citizen(fact.head)],  # who rated: she herself
        "valueInteger": line.value,
        "method": {"coding": [{"system": INDICATOR_SETS, "version": version, "code": name}]},
    }
    return put(fact.head.urn(f"Observation:{line.code}", line.id), resource)


def _plan(fact: Fact) -> list[Resource]:
    goals = [_goal(fact, line) for line in fact.told.lines if line.code != PLAN_LINE]
    if len(goals) == len(fact.told.lines):
        return goals
    resource: dict[str, Any] = {
        "resourceType": "CarePlan",
        "status": fact.told.lines[0].value,
        "intent": "plan",
        "category": [{"coding": [coding("plan")]}],
        "subject": citizen(fact.head),
        "created": fact.told.on.isoformat(),
    }
    if goals:
        resource["goal"] = [{"reference": entry["fullUrl"]} for entry in goals]
    return [put(fact.head.urn("CarePlan", fact.told.subject_id), resource), *goals]


def _goal(fact: Fact, line: Line) -> Resource:
    lifecycle, achieved = _GOALS[str(line.value)]
    resource = {
        "resourceType": "Goal",
        "lifecycleStatus": lifecycle,
        "achievementStatus": {"coding": [{**_ACHIEVED, "code": achieved}]},
        "description": {"coding": [coding(line.code)]},
        "subject": citizen(fact.head),
    }
    return put(fact.head.urn("Goal", line.id), resource)


def _meeting(fact: Fact) -> list[Resource]:
    if fact.told.theirs is not None:
        return [_answer(fact, fact.told.theirs)]
    if fact.told.starts_at is None or fact.told.ends_at is None:
        raise ValueError("a meeting has a time")
    resource = {
        "resourceType": "Appointment",
        "status": "booked",
        "start": fact.told.starts_at.isoformat(),
        "end": fact.told.ends_at.isoformat(),
        "participant": [{"actor": citizen(fact.head), "status": "accepted"}],
    }
    return [put(fact.head.urn("Appointment", fact.told.subject_id), resource)]


def _answer(fact: Fact, theirs: Theirs) -> Resource:
    """To a meeting their own system wrote: under its own identifier there, and nothing of what it wrote."""
    name = {"system": f"urn:uuid:{theirs.client}", "value": theirs.identifier}
    resource = {
        "resourceType": "AppointmentResponse",
        "appointment": {"type": "Appointment", "identifier": name},
        "actor": citizen(fact.head),
        "participantStatus": "accepted",
    }
    return put(fact.head.urn("AppointmentResponse", fact.told.subject_id), resource)


def _answers(fact: Fact) -> list[Resource]:
    items = [{"linkId": line.code, "answer": [{"valueInteger": line.value}]} for line in fact.told.lines]
    resource = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "urn:companion:questionnaire:{}|{}".format(*fact.told.method or ("", "")),
        "status": "completed" if fact.head.version == 1 else "amended",
        "subject": citizen(fact.head),
        "authored": fact.told.on.isoformat(),
        "source": citizen(fact.head),
        "item": items,
    }
    urn = fact.head.urn("QuestionnaireResponse", fact.told.subject_id)
    entry = put(urn, resource)
    entry["resource"]["identifier"] = entry["resource"]["identifier"][0]  # R4 gives this resource one only
    return [entry]


def _concern(fact: Fact) -> list[Resource]:
    day, subject = fact.told.on.isoformat(), fact.told.subject_id
    task = {
        "resourceType": "Task",
        "status": fact.told.lines[0].value,
        "intent": "proposal",
        "for": citizen(fact.head),
        "authoredOn": day,
    }
    if fact.told.words is None:  # it is closed: her words are there already
        return [put(fact.head.urn("Task", subject), task)]
    words = {
        "resourceType": "Communication",
        "status": "completed",
        "subject": citizen(fact.head),
        "sender": citizen(fact.head),
        "about": [{"reference": fact.head.urn("Task", subject)}],
        "payload": [{"contentString": fact.told.words}],
    }
    return [put(fact.head.urn("Task", subject), task), put(fact.head.urn("Communication", subject), words)]


_FORMS: dict[str, Callable[[Fact], list[Resource]]] = {
    told.INDICATORS: _indicators,
    told.PLAN: _plan,
    told.MEETING: _meeting,
    told.ANSWERS: _answers,
    told.CONCERN: _concern,
}
