"""Who has read a text about safety: a professional in a role, on a day, against a source (DOMAIN, health texts)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Review:
    """Who read a safety text: role, ISO date and source."""

    role: str
    on: str
    source: str
