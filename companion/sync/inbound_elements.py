"""Which element of a FHIR R4 resource is which field of ours: one table, and how a path through a resource is walked.

Where a list has an element of its own kind, the path names it instead of counting: `participant[Location]`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from companion.plan.catalogue_rules import WEEKDAYS

URN = "urn:uuid:"
GOAL_RELATIONSHIP = "http://hl7.org/fhir/StructureDefinition/goal-relationship"
CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
BCP_47 = "urn:ietf:bcp:47"
OWN_EXTENSION = "urn:companion:healthcare-service"  # what R4 has no element for
NAMED = {  # the name of an element in a list → where it says so, and what
    "goal-relationship": ("url", GOAL_RELATIONSHIP),
    "target": ("url", "target"),
    "type": ("url", "type"),
    "Location": ("actor.type", "Location"),
    "translator": ("type[0].coding[0].code", "translator"),
    "language": ("coding[0].system", BCP_47),
    "confidentiality": ("system", CONFIDENTIALITY),
    "self-referral": ("coding[0].code", "self-referral"),
    "without-name": ("coding[0].code", "without-name"),
    "capacity": ("url", f"{OWN_EXTENSION}:capacity"),
    "waiting-weeks": ("url", f"{OWN_EXTENSION}:waiting-weeks"),
    "source": ("url", f"{OWN_EXTENSION}:source"),
    "verified-on": ("url", f"{OWN_EXTENSION}:verified-on"),
}
_RELATIONSHIP = "extension[goal-relationship]"
_SEEN_BY = {"visible_to": "meta.security[confidentiality].code"}
_CIRCLES = {"N": "all", "R": "health"}  # HL7 v3 Confidentiality: normal, restricted
_STATUS = {
    "proposed": "not-begun",
    "planned": "not-begun",
    "accepted": "not-begun",
    "active": "under-way",
    "completed": "reached",
    "on-hold": "put-aside",
    "cancelled": "put-aside",
}  # Goal.lifecycleStatus → how far a goal is


_RESPONSIBLE = {"responsible": True, "there": False}  # codes of a member of a care team
_WEEKDAYS = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), WEEKDAYS, strict=True))


@dataclass(frozen=True)
class Reading:
    """How one resource type is read: field of ours → its element; `spoken` fields are Danish text."""

    kind: str
    elements: Mapping[str, str]
    spoken: tuple[str, ...] = ()
    codes: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    only: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # where another element says so
    letter: str = ""  # the element a letter stands in, and the part without which there is none
    letter_needs: str = "reference"


def _hours(times: Any) -> Any:
    """R4's availableTime in the words of the catalogue, such as `man 13.00-15.00`; anything else is refused there."""
    if not isinstance(times, list):
        return times
    return "; ".join(
        f"{_WEEKDAYS.get(str(day), day)} {_clock(one, 'availableStartTime')}-{_clock(one, 'availableEndTime')}"
        for one in times
        for day in found_at(one, "daysOfWeek") or ["?"]
    )


def _clock(one: Any, name: str) -> str:
    return str(found_at(one, name) or "")[:5].replace(":", ".")


def _circle(code: Any) -> Any:
    return _CIRCLES.get(str(code), code)


READINGS: Mapping[str, Reading] = {
    "CarePlan": Reading(
        "purposes",
        {
            "person": "subject.identifier.value",
            "staff": "author.identifier.value",
            "text": "description",
        },
        spoken=("text",),
    ),
    "Goal": Reading(
        "sub-goals",
        {
            "person": "subject.identifier.value",
            "staff": "expressedBy.identifier.value",
            "text": "description.text",
            "status": "lifecycleStatus",
            "parent": f"{_RELATIONSHIP}.extension[target].valueReference.identifier.value",
            **_SEEN_BY,
        },
        spoken=("text",),
        codes={"status": lambda code: _STATUS.get(str(code), code), "visible_to": _circle},
        only={"parent": (f"{_RELATIONSHIP}.extension[type].valueCodeableConcept.coding[0].code", "other")},
    ),
    "ServiceRequest": Reading(
        "measures",
        {
            "person": "subject.identifier.value",
            "staff": "requester.identifier.value",
            "kind": "category[0].coding[0].code",
            "track": "category[1].coding[0].code",
            "title": "code.text",
            "measure": "code.coding[0].code",
            "why": "reasonCode[0].text",
            "place": "locationCode[0].text",
            "on": "occurrencePeriod.start",
            "until": "occurrencePeriod.end",
            "letter.on": "authoredOn",
            "letter.reference": "requisition.value",
            **_SEEN_BY,
        },
        spoken=("title", "why", "place"),
        codes={"visible_to": _circle},
        letter="requisition",  # every request is dated; only one with a number stands in a letter
    ),
    "Appointment": Reading(
        "appointments",
        {
            "person": "participant[0].actor.identifier.value",
            "staff": "participant[1].actor.identifier.value",
            "kind": "appointmentType.coding[0].code",
            "meeting_kind": "serviceType[0].coding[0].code",
            "track": "serviceCategory[0].coding[0].code",
            "form": "serviceCategory[1].coding[0].code",
            "starts_at": "start",
            "minutes": "minutesDuration",
            "title": "description",
            "directions": "patientInstruction",
            "place": "participant[Location].actor.display",
            "interpreter_language": "participant[translator].type[language].coding[0].code",
            "letter.on": "basedOn[0].identifier.period.start",
            "letter.reference": "basedOn[0].identifier.value",
            **_SEEN_BY,
        },
        codes={"visible_to": _circle, "interpreter_language": lambda code: str(code).replace("-", "_")},
        letter="basedOn",  # it may be based on more than a letter; a letter has a day
        letter_needs="on",
    ),
    "CareTeam": Reading(
        "relations",
        {
            "person": "subject.identifier.value",
            "staff": "participant[0].member.identifier.value",
            "responsible": "participant[0].role[0].coding[0].code",
        },
        codes={"responsible": lambda code: _RESPONSIBLE.get(str(code), code)},
    ),
    "HealthcareService": Reading(
        "catalogue",
        {
            "task_type": "type[0].coding[0].code",
            "title": "name",
            "about": "comment",
            "owner": "providedBy.display",
            "place": "location[0].display",
            "phone": "telecom[0].value",
            "hours": "availableTime",
            "self_referral": "characteristic[self-referral].coding[0].code",
            "without_name": "characteristic[without-name].coding[0].code",
            "kl_term": "category[0].text",
            "capacity": "extension[capacity].valueUnsignedInt",
            "waiting_weeks": "extension[waiting-weeks].valueUnsignedInt",
            "source": "extension[source].valueString",
            "verified_on": "extension[verified-on].valueDate",
        },
        spoken=("title", "about", "owner", "place"),
        codes={"hours": _hours, "self_referral": lambda _code: True, "without_name": lambda _code: True},
    ),
    "Communication": Reading(
        "replies",
        {
            "person": "subject.identifier.value",
            "concern": "inResponseTo[0].identifier.value",
            "text": "payload[0].contentString",
            "language": "language",
        },
        codes={"concern": lambda urn: str(urn).removeprefix(URN)},
    ),
}


def found_at(value: Any, path: str) -> Any:
    """What stands at a path such as `code.coding[0].code`; None where nothing does."""
    for step in re.findall(r"[\w-]+", path):
        if isinstance(value, list):
            value = _one(value, step)
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return None
    return value


def _one(values: list[Any], step: str) -> Any:
    if step.isdigit():
        return values[int(step)] if int(step) < len(values) else None
    where, said = NAMED.get(step, ("", ""))
    return next((one for one in values if where and found_at(one, where) == said), None)


def fhirpath(path: str) -> str:
    """The same path as FHIRPath has it (hl7.org/fhirpath), to be told in an answer."""
    return re.sub(r"\[([A-Za-z-]+)\]", lambda name: _where(*NAMED[name[1]]), path)


def _where(path: str, said: str) -> str:
    return f".where({path.replace('[0]', '')}='{said}')"
