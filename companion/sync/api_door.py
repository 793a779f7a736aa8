"""The door of `/api/v1`: a bearer token of a client with the scope, a JSON body read with care, errors as JSON.

No cookie opens it, so no other site can use a reader's browser against it.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from companion.foundation.errors import Refusal
from companion.sync import inbound_faults
from companion.sync.api_clients import KnownClient
from companion.sync.api_scopes import MOST_BYTES, SCOPES
from companion.sync.inbound_faults import Fault, Faulty

JSON, FHIR = "application/json", "application/fhir+json"
BEARER = "Bearer "
PREFER_DRY = "dry-run"  # Prefer (RFC 7240) as another way to say ?dry_run=true
View = Callable[..., Any]

api = Blueprint("api", __name__, url_prefix="/api/v1")


class NoToken(Exception):
    """No token, or one that is good for nothing any more."""


@api.url_value_preprocessor
def _open(_endpoint: str | None, _values: Any) -> None:
    """Before everything else: a request here carries its own token, and may be as long as a batch."""
    g.open_api = True
    request.max_content_length = MOST_BYTES


def needs(scope: str | None) -> Callable[[View], View]:
    """Let a client in whose token has this scope (None: any)."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            _recognise()
            if scope is not None and scope not in g.api_scopes:
                raise Faulty(Fault(403, "ScopeMissing", f"Your token lacks the scope {scope}."))
            return view(*args, **kwargs)

        guarded.__open_to__ = tuple(f"system:{one}" for one in ((scope,) if scope else SCOPES))  # type: ignore[attr-defined]
        return guarded

    return mark


def client() -> KnownClient:
    """Who asks."""
    found: KnownClient = g.api_client
    return found


def scopes() -> tuple[str, ...]:
    """For what the token is good."""
    found: tuple[str, ...] = g.api_scopes
    return found


def is_dry() -> bool:
    """Whether nothing is to be kept. Raises Faulty for a word that is neither."""
    if PREFER_DRY in [word.strip() for word in request.headers.get("Prefer", "").split(",")]:
        return True
    said = request.args.get("dry_run", "false")
    if said not in ("true", "false"):
        raise Faulty(Fault(422, "DryRun", "dry_run is true or false.", "?dry_run"))
    return said == "true"


def is_fhir() -> bool:
    """Whether the body is FHIR."""
    return request.mimetype == FHIR


def read_body(*kinds: str) -> Any:
    """The JSON body. Raises Faulty: 415 for another kind or charset, 400 for what is no JSON or not storable."""
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype not in kinds or charset not in ("utf-8", "utf8"):
        raise Faulty(Fault(415, "WrongFormat", f"Send {' or '.join(kinds)} in UTF-8."))
    try:
        found = json.loads(
            request.get_data().decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_constant
        )
        told = json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise Faulty(Fault(400, "NotJson", "The body is not JSON in UTF-8, or names something twice.")) from None
    if b"\\u0000" in told:
        raise Faulty(Fault(400, "NotJson", "A text with a zero character cannot be kept."))
    return found


def answer(told: Any, status: int = 200, *, mimetype: str = JSON, **headers: str) -> Response:
    """A JSON answer that nobody keeps."""
    response = Response(json.dumps(told, ensure_ascii=False), status, mimetype=mimetype)
    response.headers["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


@api.errorhandler(Faulty)
def _faulty(faulty: Faulty) -> Response:
    return answer(inbound_faults.outcome(faulty.faults), faulty.status, mimetype=FHIR if is_fhir() else JSON)


@api.errorhandler(NoToken)
def _no_token(_fault: NoToken) -> Response:
    told = inbound_faults.outcome([Fault(401, "TokenNeeded", "Fetch a token at /api/v1/token and send it along.")])
    return answer(told, 401, WWW_Authenticate='Bearer realm="companion"')


@api.errorhandler(Refusal)
def _refused(refusal: Refusal) -> Response:
    return _faulty(inbound_faults.of_refusal(refusal))


@api.errorhandler(RequestEntityTooLarge)
@api.errorhandler(HTTPException)
def _http(fault: HTTPException) -> Response:
    status = fault.code or 400
    return _faulty(Faulty(Fault(status, type(fault).__name__, f"{fault.name}.")))


def _recognise() -> None:
    from companion.sync import api_tokens  # here, because Authlib's server is for whoever comes to this door alone

    said = request.headers.get("Authorization", "")
    found = api_tokens.holder(said.removeprefix(BEARER).strip()) if said.startswith(BEARER) else None
    if found is None:
        raise NoToken
    g.api_client, g.api_scopes = found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)
