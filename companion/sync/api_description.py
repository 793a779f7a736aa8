"""What `/api/v1` is, in OpenAPI 3.1: made from the models that check the bodies, so that it says nothing else."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from spectree import Response as Answers
from spectree import SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData

from companion.sync.api_models import IDENTIFIER
from companion.sync.api_scopes import SCOPES

SCHEME = "client"
PATCH = "application/merge-patch+json"
FHIR = "application/fhir+json"
PREFIX = "/api/v1"


class Issue(BaseModel):
    """One thing that is wrong; `expression` is a JSON pointer into the body, or a FHIRPath for a Bundle."""

    model_config = ConfigDict(extra="forbid")

    severity: str
    code: str
    details: dict[str, Any]
    expression: list[str] = []


class OperationOutcome(BaseModel):
    """What is wrong, in the shape of FHIR R4."""

    resourceType: str = Field(examples=["OperationOutcome"])  # noqa: N815 - FHIR's own name
    issue: list[Issue]


class PersonOut(BaseModel):
    """The opaque key of a citizen: the same every time, worthless at any other system."""

    key: str


class StaffOut(BaseModel):
    """Members of staff of your unit."""

    staff: list[dict[str, str]]


class BatchOut(BaseModel):
    """What became of each item, in order."""

    outcomes: list[dict[str, Any]]


class FactsOut(BaseModel):
    """Facts to fetch, oldest first; each has the id to acknowledge it by and the body that would have been posted."""

    facts: list[dict[str, Any]]
    next: str | None


class AckOut(BaseModel):
    """What became of each id."""

    outcomes: list[dict[str, Any]]


class TokenOut(BaseModel):
    """A bearer token (RFC 6749, section 5.1)."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str


class Versioned(BaseModel):
    """Which version is changed: the ETag of the last answer."""

    if_match: str | None = Field(default=None, alias="If-Match", max_length=20)


class Dry(BaseModel):
    """Whether everything is only tried."""

    dry_run: bool = False


class Walk(BaseModel):
    """Where to go on: `next` of the page before."""

    cursor: str | None = Field(default=None, max_length=400)


_SCOPES = {scope: f"{scope} of your unit" for scope in SCOPES}
SPEC = SpecTree(
    "flask",
    title="Companion: inbound API",
    version="1",
    path="api/v1/none",
    mode="strict",
    annotations=False,
    page_templates={},
    security_schemes=[
        SecurityScheme(
            name=SCHEME,
            data=SecuritySchemeData(
                type=SecureType.OAUTH_TWO,
                flows={"clientCredentials": {"tokenUrl": f"{PREFIX}/token", "scopes": _SCOPES}},
            ),
        )
    ],
)
ALWAYS = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503)


def answers(*more: int, **good: Any) -> Answers:
    """The answers of one route: the good ones with their models, and everything that can be wrong."""
    wrong = {f"HTTP_{status}": OperationOutcome for status in (*ALWAYS, *more)}
    return Answers(**wrong, **good)


def description() -> dict[str, Any]:
    """The whole document, within an application."""
    told: dict[str, Any] = SPEC.spec
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            _name_identifiers(operation)
            _finish(path, method, operation)
    return told


def _name_identifiers(operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            parameter["schema"]["pattern"] = IDENTIFIER


def _finish(path: str, method: str, operation: dict[str, Any]) -> None:
    """What spectree has no words for: FHIR beside JSON, merge patches, and the form of the token door."""
    content = operation.get("requestBody", {}).get("content", {})
    if method == "patch":
        operation["requestBody"] = {"content": {PATCH: {"schema": {"type": "object"}}}, "required": True}
    if path == f"{PREFIX}/batch":
        content.setdefault(FHIR, {"schema": {"type": "object", "required": ["resourceType", "type", "entry"]}})
        for answer in operation["responses"].values():
            answer["content"][FHIR] = {"schema": {"type": "object"}}
    if path == f"{PREFIX}/token":
        operation["requestBody"] = {"content": {"application/x-www-form-urlencoded": {"schema": _TOKEN_FORM}}}
        operation["responses"] = {
            "200": operation["responses"]["200"],
            **{
                status: {"description": "Refused", "content": _ANY_JSON}
                for status in ("400", "401", "405", "415", "429")
            },
        }


_ANY_JSON = {"application/json": {"schema": {"type": "object"}}}
_TOKEN_FORM = {
    "type": "object",
    "required": ["grant_type"],
    "properties": {
        "grant_type": {"type": "string", "enum": ["client_credentials"]},
        "client_id": {"type": "string"},
        "client_secret": {"type": "string"},
        "scope": {"type": "string"},
    },
}
