"""The one thing that may follow a withdrawal: the same identifier, `entered-in-error`, and no value.

R4 asks an Observation for its code even then; it is the code of every reading, so it says nothing new.
Source: hl7.org/fhir/R4 observation-status, and http.html "conditional update".
"""

import uuid
from dataclasses import dataclass

from companion.sync.fhir import URI_SYSTEM, WHO5_INDEX_CODE, citizen, identifier, opaque


@dataclass(frozen=True)
class Removed:
    """A reading that its citizen asks a receiver to take out."""

    namespace: uuid.UUID
    citizen_key: uuid.UUID
    reading_id: uuid.UUID


def body(removed: Removed) -> bytes:
    """The validated JSON body. Raises pydantic.ValidationError for a wrong value."""
    from fhir.resources.R4B.bundle import Bundle  # here, because it is heavy and only a worker needs it

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
    bundle = Bundle.model_validate({"resourceType": "Bundle", "type": "transaction", "entry": [entry]})
    return bundle.model_dump_json().encode()
