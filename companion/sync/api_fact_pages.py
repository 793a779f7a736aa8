"""`/api/v1/facts`: what citizens let go, to be fetched and acknowledged."""

from typing import Any

from flask import Response, request
from pydantic import ValidationError

from companion.sync import api_facts, inbound_faults
from companion.sync.api_description import SCHEME, SPEC, AckOut, FactsOut, Walk, answers
from companion.sync.api_door import JSON, answer, api, client, needs, read_body
from companion.sync.api_models import AckIn
from companion.sync.api_scopes import FACTS


@api.get("/facts")
@needs(FACTS)
@SPEC.validate(
    query=Walk, resp=answers(HTTP_200=FactsOut), skip_validation=True, tags=["facts"], security={SCHEME: [FACTS]}
)
def facts() -> Response:
    """Up to 100 facts, oldest first; what is not acknowledged comes again when you begin without a cursor."""
    found = api_facts.page(client(), request.args.get("cursor") or None)
    return answer({"facts": list(found.facts), "next": found.next})


@api.post("/facts/ack")
@needs(FACTS)
@SPEC.validate(
    json=AckIn, resp=answers(HTTP_200=AckOut), skip_validation=True, tags=["facts"], security={SCHEME: [FACTS]}
)
def acknowledge() -> Response:
    """You have stored these: they are not told again."""
    return answer({"outcomes": api_facts.acknowledge(client(), _read(read_body(JSON)).ids)})


def _read(body: Any) -> AckIn:
    try:
        return AckIn.model_validate(body)
    except ValidationError as fault:
        raise inbound_faults.of_model(fault) from None
