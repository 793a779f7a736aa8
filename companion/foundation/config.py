"""Settings, read once from the environment, typed and frozen; a wrong one stops the start with a sentence."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

PREFIX = "COMPANION_"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
AN_HOUR = 3600  # a released reading may be taken back for an hour before it leaves


class WrongSetting(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


class Config(BaseModel):
    """The settings of one installation (environment, prefix `COMPANION_`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database_url: str = "sqlite:///companion.db"
    jobs_url: str = ""
    key_file: Path = Path("companion-keys.json")
    base_url: str = "http://localhost:8000"
    municipality: str = "Kommunen"
    demo: bool = False
    sync_allow_private: bool = False
    release_delay_seconds: int = AN_HOUR
    offered_languages: tuple[str, ...] = ("da", "en", "ar", "uk")

    @field_validator("offered_languages", mode="before")
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

    @field_validator("release_delay_seconds")
    @classmethod
    def _not_backwards(cls, value: int) -> int:
        if value < 0:
            raise ValueError("must be 0 or more seconds")
        return value

    @model_validator(mode="after")
    def _https_outside_loopback(self) -> "Config":
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError("BASE_URL must be an address such as https://companion.example.dk")
        if address.scheme == "http" and address.hostname not in LOOPBACK:
            raise ValueError("BASE_URL must begin with https:// outside this machine")
        return self

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


def _environment() -> dict[str, str]:
    """What the environment sets. pydantic-settings would do the same, and load far more in every process."""
    names = {name: PREFIX + name.upper() for name in Config.model_fields}
    return {name: os.environ[variable] for name, variable in names.items() if variable in os.environ}


def _sentence(error: Any) -> str:
    name = "_".join(str(part) for part in error["loc"]).upper()
    reason = error["msg"].removeprefix("Value error, ")
    return f"{PREFIX}{name}: {reason}." if name else f"{PREFIX}{reason}."
