"""What an outside system may do, as data: scopes, which kind of unit may have them, limits of a request. Pure."""

from companion.accounts.rules import EMPLOYMENT_UNIT, HEALTH_UNIT

PEOPLE, PURPOSES, SUB_GOALS, MEASURES = "people", "purposes", "sub-goals", "measures"
APPOINTMENTS, CATALOGUE, FACTS, REPLIES = "appointments", "catalogue", "facts", "replies"
SCOPES = (PEOPLE, PURPOSES, SUB_GOALS, MEASURES, APPOINTMENTS, CATALOGUE, FACTS, REPLIES)
ONLY_FOR = {
    PURPOSES: EMPLOYMENT_UNIT,
    SUB_GOALS: HEALTH_UNIT,
    REPLIES: HEALTH_UNIT,
}  # each side writes its own part of a plan (S28)
TOKEN_SECONDS = 3600
LIVE_SECRETS = 2  # the old and the new one while a client changes over
MOST_ITEMS = 1000  # of one batch
MOST_BYTES = 4 * 1024 * 1024  # a batch of so many items with every text at its longest usual length
FACTS_A_PAGE = 100
LONGEST_IDENTIFIER = 120


def misplaced(scopes: list[str], unit_kind: str) -> list[str]:
    """Those of these scopes that a unit of this kind cannot have."""
    return [scope for scope in scopes if scope not in SCOPES or ONLY_FOR.get(scope, unit_kind) != unit_kind]
