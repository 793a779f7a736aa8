"""`/api/v1/people` and `/api/v1/staff`: who a citizen is to an outside system, and who it can name at its own unit."""

from flask import Response

from companion.sync import inbound_batch, inbound_people
from companion.sync.api_description import SCHEME, SPEC, Dry, PersonOut, StaffOut, answers
from companion.sync.api_door import JSON, answer, api, client, is_dry, needs, read_body, scopes
from companion.sync.api_models import PersonIn
from companion.sync.api_scopes import PEOPLE


@api.post("/people")
@needs(PEOPLE)
@SPEC.validate(
    json=PersonIn,
    query=Dry,
    resp=answers(HTTP_200=PersonOut),
    skip_validation=True,
    tags=["people"],
    security={SCHEME: [PEOPLE]},
)
def people() -> Response:
    """The opaque key of a citizen, by her number; she is enrolled if she was not known. The same key every time."""
    body = read_body(JSON)
    with inbound_batch.tried(is_dry()):
        key = inbound_batch.person_key(client(), scopes(), body)
    return answer({"key": key})


@api.get("/staff")
@needs(PEOPLE)
@SPEC.validate(resp=answers(HTTP_200=StaffOut), skip_validation=True, tags=["people"], security={SCHEME: [PEOPLE]})
def staff() -> Response:
    """Everybody of your unit who can be named in `staff`."""
    return answer({"staff": inbound_people.staff_of(client())})
