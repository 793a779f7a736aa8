"""An outside system for tests: a client of a unit with a token, a citizen it knows by key, and staff to name."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.sync import api_clients, api_tokens, inbound_items
from companion.sync.api_clients import KnownClient, NewClient
from companion.sync.api_models import PersonIn
from companion.sync.inbound_items import Given
from companion.sync.inbound_people import key_of
from tests.people import MADE_BY, Somebody, a_unit, staff

CPR = "0101901234"
SIDES = {
    "employment": (["people", "purposes", "measures", "appointments", "catalogue", "facts"], "caseworker"),
    "health": (["people", "sub-goals", "measures", "appointments", "facts"], "therapist"),
}


@dataclass(frozen=True)
class Outside:
    """The system, its secret, a member of staff of its unit, and one citizen it has brought."""

    client: KnownClient
    secret: str
    staff: Somebody
    key: str

    @property
    def scopes(self) -> tuple[str, ...]:
        """Everything it has."""
        return self.client.scopes

    def body(self, **more: Any) -> dict[str, Any]:
        """About the citizen, for the member of staff."""
        return {"person": self.key, "staff": str(self.staff.id), **more}

    def keeps(self, kind: str, identifier: str = "sag-1", **how: Any) -> inbound_items.Kept:
        """One thing, through the service."""
        return inbound_items.keep(self.client, self.scopes, Given(kind, identifier, **how))

    def token(self) -> str:
        """A bearer token for everything it may do."""
        return a_token(self.client, self.secret)


@dataclass(frozen=True)
class Caller:
    """The system at the doors."""

    web: FlaskClient
    token: str

    def __call__(self, method: str, path: str, body: Any = None, **how: Any) -> TestResponse:
        """One request with its token."""
        headers = {"Authorization": f"Bearer {self.token}", **how.pop("headers", {})}
        sent = {} if body is None else {"json": body}
        return self.web.open(f"/api/v1{path}", method=method, headers=headers, **sent, **how)


def a_token(client: KnownClient, secret: str) -> str:
    """A bearer token for everything this client may do."""
    form = {"grant_type": ["client_credentials"], "client_id": [str(client.id)], "client_secret": [secret]}
    return str(api_tokens.issue(api_tokens.TokenRequest("POST", {}, form))[1]["access_token"])


def an_outside(kind: str = "employment", name: str = "KY", cpr: str = CPR, brings: str = "Amina Haddad") -> Outside:
    """A system of a new unit of this kind, with a citizen and somebody who is there for her."""
    scopes, role = SIDES[kind]
    unit = a_unit(kind)
    client_id, secret = api_clients.add(NewClient(unit, name, scopes), actor=MADE_BY)
    client = api_clients.by_id(client_id)
    assert client is not None
    there = staff(role, unit)
    key = str(key_of(client, PersonIn(cpr=cpr, name=brings)))
    made = Outside(client, secret, there, key)
    made.keeps("relations", "rel-1", body=made.body())
    return made


def citizen_of(outside: Outside) -> uuid.UUID:
    """Who the key stands for."""
    from companion.sync import inbound_people

    return inbound_people.citizen_of(outside.client, uuid.UUID(outside.key))


def a_measure(outside: Outside, **more: Any) -> dict[str, Any]:
    """A card of the plan as a client sends it."""
    told = {"kind": "offer", "track": "job", "title": {"da": "Virksomhedsbesøg"}, "why": {"da": "Du vil se stedet."}}
    return outside.body(**{**told, **more})


def a_meeting(outside: Outside, **more: Any) -> dict[str, Any]:
    """A meeting as a client sends it."""
    told = {"meeting_kind": "conversation", "kind": "agreed", "track": "job", "starts_at": "2026-12-01T10:00:00+01:00"}
    return outside.body(**{**told, "minutes": 45, "form": "person", **more})
