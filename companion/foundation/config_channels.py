"""Settings of the ways to a person outside the app: a gateway for text messages, and a mail server.

A way is closed while nothing of it is set, open when all it needs is set; something in between stops the start.
"""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, SecretStr, field_validator, model_validator

from companion.foundation.config_oidc import LOOPBACK, is_safe


class Way(BaseModel):
    """What both have in common; secrets show in no repr and no log."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    needed: ClassVar[tuple[str, ...]] = ()

    @property
    def is_open(self) -> bool:
        """Whether messages can go this way: all is set, or nothing is."""
        return all(getattr(self, name) for name in self.needed)

    @model_validator(mode="after")
    def _all_or_nothing(self) -> "Way":
        missing = [name for name in self.needed if not getattr(self, name)]
        if missing and self != type(self).model_construct():
            raise ValueError(f"is set only in part; missing: {', '.join(name.upper() for name in missing)}")
        return self


class SmsWay(Way):
    """An HTTP gateway: one JSON POST a message, with a bearer token."""

    needed: ClassVar[tuple[str, ...]] = ("url", "token")

    url: str = ""
    token: SecretStr = SecretStr("")
    sender: str = "Companion"  # at most eleven letters, which is what networks show

    @field_validator("url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if value and not is_safe(value):
            raise ValueError("must begin with https:// (http:// only on this machine)")
        return value

    @field_validator("sender")
    @classmethod
    def _short(cls, value: str) -> str:
        if not (value.isascii() and value.isalnum() and len(value) <= 11):
            raise ValueError("must be at most 11 letters or digits")
        return value


class MailWay(Way):
    """A mail server: TLS from the first byte (`tls`), or STARTTLS before anything is said (`starttls`)."""

    needed: ClassVar[tuple[str, ...]] = ("host", "sender")

    host: str = ""
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: SecretStr = SecretStr("")
    sender: str = ""

    @field_validator("sender")
    @classmethod
    def _one_address(cls, value: str) -> str:
        if value and ("@" not in value or any(letter.isspace() or letter in "<>," for letter in value)):
            raise ValueError("must be one plain address such as companion@example.dk")
        return value

    @model_validator(mode="after")
    def _sealed_outside_loopback(self) -> "MailWay":
        if self.security == "none" and self.host not in LOOPBACK:
            raise ValueError("SECURITY may be none only on this machine")
        return self
