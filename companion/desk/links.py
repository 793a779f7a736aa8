"""The doors from a citizen's page to what other rooms show of her, in one order."""

from collections.abc import Sequence
from dataclasses import dataclass

from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.foundation.errors import N_

BOTH = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)


@dataclass(frozen=True)
class Door:
    """The last part of an address below `/desk/<citizen>/`, its Danish words and picture, and for whom it opens."""

    part: str
    label: str
    icon: str
    roles: Sequence[str] = BOTH


DOORS = (
    Door("plan", N_("Plan"), "plan"),
    Door("appointments", N_("Aftaler"), "meet"),
    Door("programmes", N_("Forløb"), "book"),
    Door("voice", N_("Egne ord"), "people"),
    Door("status-note", N_("Statusnotat"), "kept", HEALTH_ROLES),
    Door("progress", N_("Sådan går det"), "walk"),
    Door("nudge", N_("Send en besked"), "send"),
    Door("work-start", N_("Start på job eller uddannelse"), "work"),
    Door("agreement", N_("Spørgsmål i sagen"), "talk", EMPLOYMENT_ROLES),
    Door("unwell", N_("Kort til svære dage"), "heart"),
    Door("talk", N_("Samtale med tolk"), "talk"),
    Door("code", N_("Kode til en telefon"), "key"),
)


def doors_for(role: str) -> list[Door]:
    """The doors somebody in this role may open."""
    return [door for door in DOORS if role in door.roles]
