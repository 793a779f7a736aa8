"""Builds the one body a receiver gets: a FHIR R4 transaction of Observation, Consent and Provenance.

This code is the allow-list: what is not written here does not leave. Moments are given as Danish dates: the
hour would tell when somebody was online. Identifiers are made in the receiver's own namespace (UUID version
5 of ids that are random themselves): stable over attempts, worthless at any other receiver.
Sources: hl7.org/fhir/R4 bundle, observation, consent, provenance; the code is the one KL's guide names.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol

from companion.foundation.clock import DANISH_TIME

CONTENT_TYPE = "application/fhir+json"
URI_SYSTEM = "urn:ietf:rfc:3986"  # the system of an identifier whose value is a URI
WHO5_INDEX_CODE = {
    "system": "http://snomed.info/sct",
    "code": "1144665009",
    "display": "5-item World Health Organization Well-being Index value",
}
_V3 = "http://terminology.hl7.org/CodeSystem/v3-"
SCOPE = {"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}
DISCLOSURE = {"system": f"{_V3}ActCode", "code": "IDSCL"}
OPT_IN = {"system": f"{_V3}ActCode", "code": "OPTIN"}
RECIPIENT = {"system": f"{_V3}ParticipationType", "code": "IRCP"}
AUTHOR = {"system": "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "code": "author"}


@dataclass(frozen=True)
class SharedIndex:
    """Everything that may be told of one released reading: one number, its day, its consent, opaque names."""

    namespace: uuid.UUID
    citizen_key: uuid.UUID
    reading_id: uuid.UUID
    consent_id: uuid.UUID
    unit_id: uuid.UUID
    fact_id: uuid.UUID
    index: int
    captured_on: date
    released_on: date
    consent_from: date
    consent_until: date


class Named(Protocol):
    """Whatever is told in the names of one receiver."""

    @property
    def namespace(self) -> uuid.UUID:
        """The receiver's own namespace."""

    @property
    def citizen_key(self) -> uuid.UUID:
        """The citizen's opaque key there."""


def body(shared: SharedIndex) -> bytes:
    """The validated JSON body. Raises pydantic.ValidationError (a ValueError) for a wrong value."""
    if not 0 <= shared.index <= 100:
        raise ValueError("the index goes from 0 to 100")
    entries = [_created(shared, _observation(shared)), _created(shared, _consent(shared)), _told(shared)]
    return bundle(entries)


def bundle(entries: list[dict[str, Any]]) -> bytes:
    """A transaction of these entries, validated. Raises pydantic.ValidationError (a ValueError) for a wrong value."""
    from fhir.resources.R4B.bundle import Bundle  # here, because it is heavy and only a worker needs it

    made = Bundle.model_validate({"resourceType": "Bundle", "type": "transaction", "entry": entries})
    return made.model_dump_json().encode()


def opaque(shared: Named, kind: str, of: uuid.UUID) -> uuid.UUID:
    """The name of one of our things at this receiver."""
    return uuid.uuid5(shared.namespace, f"{kind}:{of}")


def identifier(urn: str) -> dict[str, str]:
    """A business identifier whose value is a URI."""
    return {"system": URI_SYSTEM, "value": urn}


def citizen(shared: Named) -> dict[str, Any]:
    """The citizen as this receiver knows her: an opaque key, nothing else."""
    system = f"urn:uuid:{shared.namespace}"
    return {"type": "Patient", "identifier": {"system": system, "value": str(shared.citizen_key)}}


def _observation(shared: SharedIndex) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "identifier": [identifier(_urn(shared, "Observation"))],
        "status": "final",
        "code": {"coding": [WHO5_INDEX_CODE]},
        "subject": citizen(shared),
        "effectiveDateTime": shared.captured_on.isoformat(),
        "performer": [citizen(shared)],
        "valueInteger": shared.index,
    }


def _consent(shared: SharedIndex) -> dict[str, Any]:
    since, until = shared.consent_from.isoformat(), shared.consent_until.isoformat()
    unit = identifier(f"urn:uuid:{opaque(shared, 'Unit', shared.unit_id)}")
    return {
        "resourceType": "Consent",
        "identifier": [identifier(_urn(shared, "Consent"))],
        "status": "active",
        "scope": {"coding": [SCOPE]},
        "category": [{"coding": [DISCLOSURE]}],
        "patient": citizen(shared),
        "dateTime": since,
        "policyRule": {"coding": [OPT_IN]},
        "provision": {
            "type": "permit",
            "period": {"start": since, "end": until},
            "actor": [{"role": {"coding": [RECIPIENT]}, "reference": {"type": "Organization", "identifier": unit}}],
            "code": [{"coding": [WHO5_INDEX_CODE]}],
        },
    }


def _provenance(shared: SharedIndex) -> dict[str, Any]:
    return {
        "resourceType": "Provenance",
        "id": str(opaque(shared, "Provenance", shared.fact_id)),
        "target": [{"reference": _urn(shared, "Observation")}],
        "recorded": _start_of(shared.released_on).isoformat(),
        "policy": [_urn(shared, "Consent")],  # a server replaces the URN by the stored consent's address
        "agent": [{"type": {"coding": [AUTHOR]}, "who": citizen(shared)}],
    }


def _created(shared: SharedIndex, resource: dict[str, Any]) -> dict[str, Any]:
    """An entry made once: a server that holds the identifier already keeps what it has."""
    kind = resource["resourceType"]
    urn = _urn(shared, kind)
    condition = f"identifier={URI_SYSTEM}|{urn}"
    return {
        "fullUrl": urn,
        "resource": resource,
        "request": {"method": "POST", "url": kind, "ifNoneExist": condition},
    }


def _told(shared: SharedIndex) -> dict[str, Any]:
    """R4's Provenance has no identifier to ask for, so it is put under its own opaque id: also once."""
    resource = _provenance(shared)
    request = {"method": "PUT", "url": f"Provenance/{resource['id']}"}
    return {"fullUrl": _urn(shared, "Provenance"), "resource": resource, "request": request}


def _urn(shared: SharedIndex, kind: str) -> str:
    ids = {"Observation": shared.reading_id, "Consent": shared.consent_id, "Provenance": shared.fact_id}
    return f"urn:uuid:{opaque(shared, kind, ids[kind])}"


def _start_of(day: date) -> datetime:
    """R4 asks for an instant; the day's first one in Denmark says no more than the day."""
    return datetime.combine(day, time(), tzinfo=DANISH_TIME)
