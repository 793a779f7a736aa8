"""What every FHIR R4 body of ours is put together from: entries, the citizen's name there, Consent and Provenance.

Source: hl7.org/fhir/R4 bundle, consent, provenance, http.html (conditional create and update).
"""

from datetime import datetime, time
from typing import Any

from companion.foundation.clock import DANISH_TIME
from companion.sync.fhir import (
    AUTHOR,
    DISCLOSURE,
    OPT_IN,
    RECIPIENT,
    SCOPE,
    URI_SYSTEM,
    WHO5_INDEX_CODE,
    citizen,
    identifier,
)
from companion.sync.names import Letterhead
from companion.sync.told import WHO5

KINDS = {"system": "urn:companion:fact-kind"}  # our own code list of the kinds on the allow-list
Resource = dict[str, Any]


def put(urn: str, resource: Resource) -> Resource:
    """An entry that replaces what stands under its name: a correction is the same call with another status."""
    kind = resource["resourceType"]
    request = {"method": "PUT", "url": f"{kind}?identifier={URI_SYSTEM}|{urn}"}
    return {"fullUrl": urn, "resource": {**resource, "identifier": [identifier(urn)]}, "request": request}


def created(urn: str, resource: Resource) -> Resource:
    """An entry made once: a server that holds the identifier already keeps what it has."""
    request = {"method": "POST", "url": resource["resourceType"], "ifNoneExist": f"identifier={URI_SYSTEM}|{urn}"}
    return {"fullUrl": urn, "resource": {**resource, "identifier": [identifier(urn)]}, "request": request}


def consent(head: Letterhead, kind: str) -> Resource:
    """What she allowed, to which unit, until when."""
    return created(head.urn("Consent", head.consent_id), _consent(head, kind, "active"))


def ended_consent(head: Letterhead, kind: str) -> Resource:
    """The same consent, which holds no more: it replaces the one that was sent."""
    return put(head.urn("Consent", head.consent_id), _consent(head, kind, "inactive"))


def _consent(head: Letterhead, kind: str, status: str) -> Resource:
    since, until = head.consent_from.isoformat(), head.consent_until.isoformat()
    unit = identifier(head.urn("Unit", head.unit_id))
    what = WHO5_INDEX_CODE if kind == WHO5 else {**KINDS, "code": kind}
    return {
        "resourceType": "Consent",
        "status": status,
        "scope": {"coding": [SCOPE]},
        "category": [{"coding": [DISCLOSURE]}],
        "patient": citizen(head),
        "dateTime": since,
        "policyRule": {"coding": [OPT_IN]},
        "provision": {
            "type": "permit",
            "period": {"start": since, "end": until},
            "actor": [{"role": {"coding": [RECIPIENT]}, "reference": {"type": "Organization", "identifier": unit}}],
            "code": [{"coding": [what]}],
        },
    }


def provenance(head: Letterhead, targets: list[str]) -> Resource:
    """That she herself let it go; put under its own name, so that it too is there once."""
    resource = {
        "resourceType": "Provenance",
        "id": str(head.name("Provenance", head.fact_id)),
        "target": [{"reference": urn} for urn in targets],
        "recorded": datetime.combine(head.released_on, time(), tzinfo=DANISH_TIME).isoformat(),
        "policy": [head.urn("Consent", head.consent_id)],
        "agent": [{"type": {"coding": [AUTHOR]}, "who": citizen(head)}],
    }
    request = {"method": "PUT", "url": f"Provenance/{resource['id']}"}
    return {"fullUrl": head.urn("Provenance", head.fact_id), "resource": resource, "request": request}
