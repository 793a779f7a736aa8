"""What may follow a withdrawal: the Consent is `inactive`, and under the same identifiers `entered-in-error`, no value.

R4 asks an Observation for its code even then; it is the code that was sent, so it says nothing new.
Source: hl7.org/fhir/R4 observation-status, consent-state-codes, and http.html "conditional update".
"""

import uuid
from collections.abc import Callable, Sequence

from companion.sync import told
from companion.sync.fhir import WHO5_INDEX_CODE, bundle, citizen
from companion.sync.fhir_parts import Resource, ended_consent, put
from companion.sync.names import Letterhead, LineName
from companion.sync.neutral_titles import coding

WRONG = "entered-in-error"


def tombstones(head: Letterhead, kind: str, subject: uuid.UUID, held: Sequence[LineName]) -> bytes:
    """Everything this receiver holds of one thing, and its consent if that is over.

    Raises ValueError when there is nothing to name.
    """
    entries = _WHOLE[kind](head, subject) if kind in _WHOLE and not held else lines_out(head, held)
    if head.consent_is_over:
        entries.append(ended_consent(head, kind))
    if not entries:
        raise ValueError("nothing is left that could be named")
    return bundle(entries)


def consent_over(head: Letterhead, kind: str, cancelled: Sequence[uuid.UUID] = ()) -> bytes:
    """The yes this receiver was told of has ended, under the same name; worries open there are cancelled."""
    task = {"resourceType": "Task", "status": "cancelled", "intent": "proposal", "for": citizen(head)}
    return bundle([ended_consent(head, kind), *(put(head.urn("Task", one), dict(task)) for one in cancelled)])


def lines_out(head: Letterhead, held: Sequence[LineName]) -> list[Resource]:
    """These lines of a plan or a reading, each resource once."""
    entries = [_line(head, code, of) for code, of in held]
    return list({entry["fullUrl"]: entry for entry in entries}.values())


def _line(head: Letterhead, code: str, of: uuid.UUID) -> Resource:
    whose = {"subject": citizen(head)}
    if code == "plan":
        return put(head.urn("CarePlan", of), {"resourceType": "CarePlan", "status": WRONG, "intent": "plan", **whose})
    if code in ("goal", "sub-goal"):
        goal = {"resourceType": "Goal", "lifecycleStatus": WRONG, **whose}
        return put(head.urn("Goal", of), {**goal, "description": {"coding": [coding(code)]}})
    if code in (told.FOREIGN_MEETING, told.OWN_MEETING):
        return _answer(head, of) if code == told.OWN_MEETING else _meeting(head, of)[0]
    known = {"coding": [{"system": "urn:companion:indicators", "code": code}]}
    return put(head.urn(f"Observation:{code}", of), {**_wrong("Observation", head), "code": known})


def _index(head: Letterhead, subject: uuid.UUID) -> list[Resource]:
    observation = {**_wrong("Observation", head), "code": {"coding": [WHO5_INDEX_CODE]}}
    return [put(head.urn("Observation", subject), observation)]


def _meeting(head: Letterhead, subject: uuid.UUID) -> list[Resource]:
    nobody = {"actor": citizen(head), "status": "needs-action"}
    meeting = {"resourceType": "Appointment", "status": WRONG, "participant": [nobody]}
    return [put(head.urn("Appointment", subject), meeting)]


def _answer(head: Letterhead, subject: uuid.UUID) -> Resource:
    """R4 gives an answer no `entered-in-error`: it is as if she had not answered, and no meeting is named."""
    nobody = {"actor": citizen(head), "participantStatus": "needs-action"}
    answer = {"resourceType": "AppointmentResponse", "appointment": {"type": "Appointment"}, **nobody}
    return put(head.urn("AppointmentResponse", subject), answer)


def _answers(head: Letterhead, subject: uuid.UUID) -> list[Resource]:
    entry = put(head.urn("QuestionnaireResponse", subject), _wrong("QuestionnaireResponse", head))
    entry["resource"]["identifier"] = entry["resource"]["identifier"][0]  # R4 gives this resource one only
    return [entry]


def _concern(head: Letterhead, subject: uuid.UUID) -> list[Resource]:
    task = {"resourceType": "Task", "status": WRONG, "intent": "proposal", "for": citizen(head)}
    words = put(head.urn("Communication", subject), _wrong("Communication", head))
    return [put(head.urn("Task", subject), task), words]


def _wrong(kind: str, head: Letterhead) -> Resource:
    return {"resourceType": kind, "status": WRONG, "subject": citizen(head)}


_WHOLE: dict[str, Callable[[Letterhead, uuid.UUID], list[Resource]]] = {  # kinds that have the same resources each time
    told.WHO5: _index,
    told.MEETING: _meeting,
    told.ANSWERS: _answers,
    told.CONCERN: _concern,
}
