"""The one thing that may follow a withdrawal: the same identifier, `entered-in-error`, and no value.

R4 asks an Observation for its code even then; it is the code of every reading, so it says nothing new.
Source: hl7.org/fhir/R4 observation-status, and http.html "conditional update".
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from companion.sync import told
from companion.sync.fhir import URI_SYSTEM, WHO5_INDEX_CODE, bundle, citizen, identifier, opaque
from companion.sync.fhir_parts import Resource, put
from companion.sync.names import Letterhead
from companion.sync.neutral_titles import coding

WRONG = "entered-in-error"
Remains = Sequence[tuple[str, uuid.UUID]]  # code and id of what a receiver may hold beside the thing itself


@dataclass(frozen=True)
class Removed:
    """A reading that its citizen asks a receiver to take out."""

    namespace: uuid.UUID
    citizen_key: uuid.UUID
    reading_id: uuid.UUID


def body(removed: Removed) -> bytes:
    """The validated JSON body. Raises pydantic.ValidationError for a wrong value."""
    urn = f"urn:uuid:{opaque(removed, 'Observation', removed.reading_id)}"
    tombstone = {
        "resourceType": "Observation",
        "identifier": [identifier(urn)],
        "status": "entered-in-error",
        "code": {"coding": [WHO5_INDEX_CODE]},
        "subject": citizen(removed),
    }
    request = {"method": "PUT", "url": f"Observation?identifier={URI_SYSTEM}|{urn}"}
    entry = {"fullUrl": urn, "resource": tombstone, "request": request}
    return bundle([entry])


def tombstones(head: Letterhead, kind: str, subject: uuid.UUID, remains: Remains) -> bytes:
    """The same for every other kind of fact. Raises ValueError when nothing is left to name."""
    whose: dict[str, Any] = {"subject": citizen(head)}
    entries = [_part(head, code, of) for code, of in remains]
    if kind == told.MEETING:
        entries = entries or [_meeting(head, subject)]
    elif kind == told.ANSWERS:
        entries = [put(head.urn("QuestionnaireResponse", subject), _wrong("QuestionnaireResponse", whose))]
        entries[0]["resource"]["identifier"] = entries[0]["resource"]["identifier"][0]
    elif kind == told.CONCERN:
        task = {"resourceType": "Task", "status": WRONG, "intent": "proposal", "for": citizen(head)}
        entries = [put(head.urn("Task", subject), task)]
        entries.append(put(head.urn("Communication", subject), _wrong("Communication", whose)))
    if not entries:
        raise ValueError("nothing is left that could be named")
    return bundle(entries)


def _wrong(kind: str, whose: Resource) -> Resource:
    return {"resourceType": kind, "status": WRONG, **whose}


def _meeting(head: Letterhead, subject: uuid.UUID) -> Resource:
    nobody = {"actor": citizen(head), "status": "needs-action"}
    meeting = {"resourceType": "Appointment", "status": WRONG, "participant": [nobody]}
    return put(head.urn("Appointment", subject), meeting)


def _answer(head: Letterhead, subject: uuid.UUID) -> Resource:
    """R4 gives an answer no `entered-in-error`: it is as if she had not answered, and no meeting is named."""
    nobody = {"actor": citizen(head), "participantStatus": "needs-action"}
    answer = {"resourceType": "AppointmentResponse", "appointment": {"type": "Appointment"}, **nobody}
    return put(head.urn("AppointmentResponse", subject), answer)


def _part(head: Letterhead, code: str, of: uuid.UUID) -> Resource:
    if code == "plan":
        plan = {"resourceType": "CarePlan", "status": WRONG, "intent": "plan", "subject": citizen(head)}
        return put(head.urn("CarePlan", of), plan)
    if code in ("goal", "sub-goal"):
        goal = {"resourceType": "Goal", "lifecycleStatus": WRONG, "subject": citizen(head)}
        return put(head.urn("Goal", of), {**goal, "description": {"coding": [coding(code)]}})
    if code == told.OWN_MEETING:
        return _answer(head, of)
    observation = {"resourceType": "Observation", "status": WRONG, "subject": citizen(head)}
    known = {"coding": [{"system": "urn:companion:indicators", "code": code}]}
    return put(head.urn(f"Observation:{code}", of), {**observation, "code": known})
