"""`/api/v1/token` and `/api/v1/openapi.json`: the way in, and what there is behind it."""

from flask import Response, request

from companion.sync import api_attempts
from companion.sync.api_description import SPEC, TokenOut, answers, description
from companion.sync.api_door import answer, api
from companion.web.open_door import open_to_all

FORM = "application/x-www-form-urlencoded"


@api.post("/token")
@open_to_all()
@SPEC.validate(resp=answers(HTTP_200=TokenOut), skip_validation=True, tags=["token"])
def token() -> Response:
    """A bearer token for one hour, for a client and its secret (RFC 6749, section 4.4)."""
    from companion.sync.api_tokens import TokenRefused, TokenRequest, issue  # here, because Authlib's server is heavy

    if request.mimetype != FORM:
        return answer({"error": "invalid_request", "error_description": f"Send {FORM}."}, 415)
    form = {name: request.form.getlist(name) for name in request.form}
    headers = {name: value for name, value in request.headers.items() if name == "Authorization"}
    try:
        with api_attempts.counted(request.remote_addr or ""):
            status, body, _headers = issue(TokenRequest(request.method, headers, form))
    except TokenRefused as refused:
        status, body, told = refused.told
        return answer(body, status, **{name.replace("-", "_"): value for name, value in told if name == CHALLENGE})
    return answer(body, status)


@api.get("/openapi.json")
@open_to_all()
def openapi() -> Response:
    """This interface in OpenAPI 3.1."""
    return answer(description())


CHALLENGE = "WWW-Authenticate"
