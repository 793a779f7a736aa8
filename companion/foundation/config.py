"""Settings, read once from the environment, typed and frozen; a wrong one stops the start with a sentence."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError, field_validator, model_validator

from companion.foundation.config_channels import MailWay, SmsWay
from companion.foundation.config_oidc import LOOPBACK, CitizenDoor, StaffDoor, from_environment

PREFIX = "COMPANION_"
DOORS: dict[str, type[BaseModel]] = {
    "oidc_citizen": CitizenDoor,
    "oidc_staff": StaffDoor,
    "sms": SmsWay,
    "mail": MailWay,
}
SHORTEST_TOKEN = 32  # characters: 128 bits as hexadecimal digits
AN_HOUR = 3600  # a released reading may be taken back for an hour before it leaves


class WrongSetting(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


class Config(BaseModel):
    """The settings of one installation (environment, prefix `COMPANION_`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database_url: str = "sqlite:///companion.db"
    jobs_url: str = ""
    key_file: Path = Path("companion-keys.json")
    audit_heads_file: Path | None = None
    base_url: str = "http://localhost:8000"
    municipality: str = "Kommunen"
    region: str = ""  # as the help lines name it; empty shows the lines of all regions
    help_lines_file: Path | None = None
    support_file: Path | None = None  # support at work, of the form of concerns/support.toml
    demo: bool = False
    sync_allow_private: bool = False
    release_delay_seconds: int = AN_HOUR
    retention: dict[str, int] = {}  # class of data → days, where the municipality keeps it for another time
    offered_languages: tuple[str, ...] = ("da", "en", "ar", "uk")
    unread_safety: tuple[str, ...] = ()  # languages whose safety texts are shown before anybody has read them through
    trusted_proxies: int = 0
    metrics_token: SecretStr = SecretStr("")  # whoever reads /metrics from another machine says it
    allow_under_18: bool = False
    oidc_citizen: CitizenDoor = CitizenDoor()
    oidc_staff: StaffDoor = StaffDoor()
    push_contact: str = ""  # whom a push service may write to about us; BASE_URL says enough on https
    sms: SmsWay = SmsWay()
    mail: MailWay = MailWay()

    @field_validator("retention", mode="before")
    @classmethod
    def _from_json(cls, value: Any) -> Any:
        try:
            return json.loads(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError('must be JSON such as {"check-in": 730}') from None

    @field_validator("retention")
    @classmethod
    def _at_least_a_day(cls, value: dict[str, int]) -> dict[str, int]:
        if any(days < 1 for days in value.values()):
            raise ValueError("must give each class 1 day or more")
        return value

    @field_validator("offered_languages", "unread_safety", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("offered_languages")
    @classmethod
    def _danish_is_the_source(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if "da" not in value:
            raise ValueError("must contain da: Danish is the source of every text")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql:// (postgres:// is not understood)")
        return value.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("metrics_token")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and len(value.get_secret_value()) < SHORTEST_TOKEN:
            raise ValueError(f"must have {SHORTEST_TOKEN} characters or more")
        return value

    @field_validator("push_contact")
    @classmethod
    def _a_contact(cls, value: str) -> str:
        if value and not value.startswith(("mailto:", "https://")):
            raise ValueError("must begin with mailto: or https:// (RFC 8292, section 2.1)")
        return value

    @field_validator("release_delay_seconds")
    @classmethod
    def _not_backwards(cls, value: int) -> int:
        if value < 0:
            raise ValueError("must be 0 or more seconds")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _counted(cls, value: int) -> int:
        if value < 0:
            raise ValueError("must be the number of your own proxies before this server, 0 for none")
        return value

    @model_validator(mode="after")
    def _https_outside_loopback(self) -> "Config":
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError("BASE_URL must be an address such as https://companion.example.dk")
        if address.scheme == "http" and address.hostname not in LOOPBACK:
            raise ValueError("BASE_URL must begin with https:// outside this machine")
        return self

    def shows_unread_safety(self, code: str) -> bool:
        """Whether safety texts nobody has read through are shown in this language: switched on live, all in a demo."""
        return self.demo or code in self.unread_safety

    @property
    def heads_file(self) -> Path:
        """Where the heads of the audit chain stand outside the database; beside the key file by default."""
        return self.audit_heads_file or self.key_file.with_name("audit-heads.jsonl")

    @property
    def secure(self) -> bool:
        """Whether people reach this installation over https."""
        return self.base_url.startswith("https://")


def read(**overrides: Any) -> Config:
    """Read the settings from the environment. Raises WrongSetting with one sentence per fault."""
    try:
        return Config(**{**_environment(), **overrides})
    except ValidationError as fault:
        raise WrongSetting(" ".join(_sentence(error) for error in fault.errors())) from None


def _environment() -> dict[str, Any]:
    """What the environment sets. pydantic-settings would do the same, and load far more in every process."""
    names = {name: PREFIX + name.upper() for name in Config.model_fields if name not in DOORS}
    plain = {name: os.environ[variable] for name, variable in names.items() if variable in os.environ}
    doors = {name: from_environment(f"{PREFIX}{name.upper()}_", door) for name, door in DOORS.items()}
    return {**plain, **{name: found for name, found in doors.items() if found}}


def _sentence(error: Any) -> str:
    name = "_".join(str(part) for part in error["loc"]).upper()
    reason = error["msg"].removeprefix("Value error, ")
    return f"{PREFIX}{name}: {reason}." if name else f"{PREFIX}{reason}."
