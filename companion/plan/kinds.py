"""Which kinds of line a plan has, who writes which of them, and the limits of what they hold. Pure."""

from datetime import date, timedelta

from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.plan.rules import DECISION, FREE, KINDS

AGREED, WAITING = "agreed", "waiting"
CARD_KINDS = (*KINDS, WAITING)
UNDEMANDING = (*FREE, AGREED, WAITING)  # a duty stands in a letter, so only a decision may sound like one
TRACKS = ("health", "job", "education", "everyday")
STATUSES = ("not-begun", "under-way", "reached", "put-aside")  # of a goal
ENDINGS = ("done", "no-longer-fits", "moved")  # why a card ends
PURPOSE, GOAL, CARD = "purpose", "goal", "card"
STILL_HOLDS_DAYS = 90  # a quarter: as often as the law asks for a follow-up talk at least
CHASE_AGAIN_DAYS = 7  # a wait nobody moved on is asked about once a week
NOBODY_DAYS = 1  # nobody to ask: tomorrow somebody may have taken over
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)  # we keep no date of birth; nobody here is older
LONGEST_TITLE, LONGEST_WHY, LONGEST_WORDS = 120, 600, 1_000  # letters


def is_a_day(day: date) -> bool:
    """Whether anybody could mean this day."""
    return FIRST_DAY <= day <= LAST_DAY


def same_side(role: str, owner_role: str) -> bool:
    """Whether both are of the employment side, or both of the health side: each writes its own cards."""
    return any(role in side and owner_role in side for side in (EMPLOYMENT_ROLES, HEALTH_ROLES))


def kinds_of(role: str) -> tuple[str, ...]:
    """The kinds of card this role may write: decisions lie with the employment side (case S5)."""
    return CARD_KINDS if role in EMPLOYMENT_ROLES else tuple(kind for kind in CARD_KINDS if kind != DECISION)


def asked_again_on(kind: str, today: date) -> date | None:
    """When the owner is asked about a card for the next time; None for kinds nobody is asked about."""
    days = {DECISION: STILL_HOLDS_DAYS, WAITING: CHASE_AGAIN_DAYS}.get(kind)
    return None if days is None else today + timedelta(days=days)
