"""Who may know of a programme and of its parts: what is about health, or private, is not told to employment roles."""

from companion.accounts.circles import ALL, HEALTH, circles_of
from companion.accounts.rules import HEALTH_ROLES
from companion.programmes.programme import Card, Programme, Session


def circle_of_part(programme: Programme, part: Card | Session) -> str:
    """The circle of one card or meeting (the sanction firewall, R3)."""
    return HEALTH if part.private or HEALTH in (programme.track, part.track) else ALL


def circle_of(programme: Programme) -> str:
    """The circle of taking part at all: a programme about health, or in the hands of health, is health's alone."""
    return HEALTH if programme.track == HEALTH or programme.role in HEALTH_ROLES else ALL


def knows(role: str, programme: Programme) -> bool:
    """Whether somebody in this role may know who takes part in this programme."""
    return circle_of(programme) in circles_of(role)
