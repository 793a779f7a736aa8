"""Settings of the two doors to other systems' sign-in: a broker for citizens, single sign-on for staff.

A door is closed while nothing of it is set, open when all it needs is set; something in between stops the start.
"""

import os
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, SecretStr, field_validator, model_validator

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
OPENID = "openid"  # OpenID Connect Core 1.0, 3.1.2.1: without this scope there is no ID token


class Door(BaseModel):
    """What both doors need to know about the other system; the secret shows in no repr and no log."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    needed: ClassVar[tuple[str, ...]] = ("issuer", "client_id", "client_secret")

    issuer: str = ""
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    scopes: str = OPENID

    @property
    def is_open(self) -> bool:
        """Whether somebody can come in here: all is set, or nothing is."""
        return bool(self.issuer)

    @field_validator("issuer")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if value and not is_safe(value):
            raise ValueError("must begin with https:// (http:// only on this machine)")
        return value

    @field_validator("scopes")
    @classmethod
    def _with_openid(cls, value: str) -> str:
        asked = value.split()
        return " ".join(asked if OPENID in asked else [OPENID, *asked])

    @model_validator(mode="after")
    def _all_or_nothing(self) -> "Door":
        missing = [name for name in self.needed if not _text(getattr(self, name))]
        if missing and any(_text(getattr(self, name)) for name in self.needed):
            raise ValueError(f"is set only in part; missing: {', '.join(name.upper() for name in missing)}")
        return self


class CitizenDoor(Door):
    """A MitID broker: which claim holds the CPR number, and which levels of assurance are asked for and accepted."""

    needed: ClassVar[tuple[str, ...]] = (*Door.needed, "cpr_claim", "acr_values")

    cpr_claim: str = ""
    acr_values: str = ""  # several stand with spaces between them, as in the request


class StaffDoor(Door):
    """Single sign-on: which claims hold units and roles, and which `amr` or `acr` values mean two factors."""

    needed: ClassVar[tuple[str, ...]] = (*Door.needed, "units_claim", "roles_claim", "mfa_values")

    units_claim: str = ""
    roles_claim: str = ""
    mfa_values: str = ""  # several stand with spaces between them


def is_safe(address: str) -> bool:
    """Whether an address is https, or http on this very machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def from_environment(prefix: str, door: type[BaseModel]) -> Mapping[str, Any]:
    """What the environment sets of one door; a value of blanks is as good as none."""
    set_here = {name: os.environ.get(prefix + name.upper(), "").strip() for name in door.model_fields}
    return {name: value for name, value in set_here.items() if value}


def _text(value: Any) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
