"""Who may see a thing: every card, meeting, reply and schedule carries one of three circles (R3)."""

from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES, HEALTH_ROLES

ALL, HEALTH, ONLY_CITIZEN = "all", "health", "citizen"
CIRCLES = (ALL, HEALTH, ONLY_CITIZEN)  # widest first
_SEEN_IN = {
    CITIZEN: CIRCLES,
    **dict.fromkeys(HEALTH_ROLES, (ALL, HEALTH)),
    **dict.fromkeys(EMPLOYMENT_ROLES, (ALL,)),
}


def circles_of(role: str) -> tuple[str, ...]:
    """What somebody in this role may see of a citizen at all; nothing for a role that meets nobody."""
    return _SEEN_IN.get(role, ())


def told_to(owner_role: str, circle: str) -> str:
    """The circle of a message to whoever holds a meeting: that of the meeting, but never without the holder.

    Who meets a citizen is a participant and is told whatever the meeting is called (docs/decisions/0010).
    """
    return circle if circle in circles_of(owner_role) else ALL
