"""`/api/v1/batch`: up to 1,000 things at once, as JSON or as a FHIR R4 Bundle, each with its own outcome."""

from typing import Any

from flask import Response
from pydantic import ValidationError

from companion.sync import inbound_batch, inbound_faults, inbound_fhir
from companion.sync.api_description import SCHEME, SPEC, BatchOut, Dry, answers
from companion.sync.api_door import FHIR, JSON, answer, api, client, is_dry, is_fhir, needs, read_body, scopes
from companion.sync.api_models import BatchIn
from companion.sync.inbound_batch import Asking


@api.post("/batch")
@needs(None)
@SPEC.validate(
    json=BatchIn,
    query=Dry,
    resp=answers(HTTP_200=BatchOut),
    skip_validation=True,
    tags=["batch"],
    security={SCHEME: []},
)
def batch() -> Response:
    """Keep many things; each is kept or refused by itself. With dry_run nothing is kept and everything is told."""
    body = read_body(JSON, FHIR)
    if is_fhir():
        entries = inbound_fhir.entries_of(body)
        told = inbound_batch.take(Asking(client(), scopes(), is_dry(), "Bundle.entry"), entries)
        return answer(inbound_fhir.response(told), mimetype=FHIR)
    entries = [inbound_batch.entry_of(item) for item in _read(body).items]
    told = inbound_batch.take(Asking(client(), scopes(), is_dry(), "/items"), entries)
    return answer({"outcomes": [one.told() for one in told]})


def _read(body: Any) -> BatchIn:
    try:
        return BatchIn.model_validate(body)
    except ValidationError as fault:
        raise inbound_faults.of_model(fault) from None
