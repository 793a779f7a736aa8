"""`/api/v1/<kind>/<identifier>`: one thing under the client's own identifier, put, patched, read or ended."""

from typing import Any

from flask import Response, request

from companion.sync import inbound_items
from companion.sync.api_description import PATCH, SCHEME, SPEC, Dry, Versioned, answers
from companion.sync.api_door import JSON, View, answer, api, client, is_dry, needs, read_body, scopes
from companion.sync.api_scopes import LONGEST_IDENTIFIER
from companion.sync.inbound_batch import tried
from companion.sync.inbound_faults import Fault, Faulty
from companion.sync.inbound_items import Given
from companion.sync.inbound_kinds import KINDS, Kind


def _serve(kind: Kind) -> None:
    """The doors of one kind: to write, to read, and to end it where a thing of this kind ends."""
    about: dict[str, Any] = {"tags": [kind.name], "security": {SCHEME: [kind.scope]}, "skip_validation": True}
    good = {"HTTP_200": kind.model, "HTTP_201": kind.model}
    write = SPEC.validate(json=kind.model, query=Dry, headers=Versioned, resp=answers(412, 428, **good), **about)
    _open(kind, "PUT", write(_put(kind)))
    _open(kind, "PATCH", write(_patch(kind)))
    _open(kind, "GET", SPEC.validate(resp=answers(HTTP_200=kind.model), **about)(_get(kind)))
    if kind.end is not None:
        ending = SPEC.validate(query=Dry, headers=Versioned, resp=answers(412, 428, HTTP_204=None), **about)
        _open(kind, "DELETE", ending(_delete(kind)))


def _open(kind: Kind, method: str, view: View) -> None:
    address = f"/{kind.name}/<string(maxlength={LONGEST_IDENTIFIER}):identifier>"
    api.add_url_rule(address, f"{method.lower()}-{kind.name}", needs(kind.scope)(view), methods=[method])


def _put(kind: Kind) -> View:
    def put(identifier: str) -> Response:
        """Make it, or say it anew: then If-Match names the version that is changed."""
        return _kept(Given(kind.name, identifier, _object(read_body(JSON)), _version()))

    return put


def _patch(kind: Kind) -> View:
    def patch(identifier: str) -> Response:
        """Change some fields of it: a merge patch (RFC 7396)."""
        return _kept(Given(kind.name, identifier, _object(read_body(JSON, PATCH)), _version(), partial=True))

    return patch


def _get(kind: Kind) -> View:
    def get(identifier: str) -> Response:
        """What you gave, and its version in ETag."""
        return _told(inbound_items.known(client(), scopes(), Given(kind.name, identifier)))

    return get


def _delete(kind: Kind) -> View:
    def delete(identifier: str) -> Response:
        """End it; what was said of it can be read on."""
        return _kept(Given(kind.name, identifier, if_match=_version(), end=True))

    return delete


def _kept(given: Given) -> Response:
    with tried(is_dry()):
        kept = inbound_items.keep(client(), scopes(), given)
    return _told(kept)


def _told(kept: inbound_items.Kept) -> Response:
    if kept.status == 204:
        return Response(status=204, headers={"Cache-Control": "no-store"})
    return answer(kept.body, kept.status, ETag=kept.etag)


def _object(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise Faulty(Fault(422, "NotAnObject", "The body is a JSON object."))
    return body


def _version() -> str | None:
    return request.headers.get("If-Match")


for _kind in KINDS.values():
    _serve(_kind)
