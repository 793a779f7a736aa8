"""Which roles there are and which of them are staff."""

from datetime import date, timedelta

CITIZEN = "citizen"
EMPLOYMENT_ROLES = ("ips-consultant", "caseworker")
HEALTH_ROLES = ("therapist", "health-coordinator")
STAFF = (*EMPLOYMENT_ROLES, *HEALTH_ROLES, "interpreter", "translator", "administrator")
ROLES = (CITIZEN, *STAFF)
METHODS = ("demo", "code", "card", "passkey", "oidc")  # how a phone was signed in
TWO_FACTORS = frozenset({"demo", "passkey", "oidc"})  # a passkey with user verification is both factors in one act
STAFF_SIGN_IN_HOURS = 12  # a working day: staff phones and desks are not left signed in
SHARED_SIGN_IN_HOURS = 12  # a borrowed phone goes back the same day; nobody finds the one before still signed in
SIGN_IN_DAYS = 90  # a persistent session: an installed app must not sign out at each start
EMPLOYMENT_UNIT, HEALTH_UNIT = "employment", "health"  # unit kinds shipped; a municipality may add its own
READABLE_DAYS = 90  # an ended case can still be read and copied by its citizen for so long; then it is erased
ADULT_YEARS = 18  # R12: no accounts below that age unless the installation says so; interpreters never


def sign_in_life(*, staff: bool, own_phone: bool) -> timedelta:
    """How long a phone stays signed in, counted from the sign-in."""
    if staff:
        return timedelta(hours=STAFF_SIGN_IN_HOURS)
    return timedelta(days=SIGN_IN_DAYS) if own_phone else timedelta(hours=SHARED_SIGN_IN_HOURS)


def side_of(role: str) -> tuple[str, ...]:
    """The roles that may stand in for this one: those that may see the same (R3); none for who meets nobody."""
    return next((side for side in (EMPLOYMENT_ROLES, HEALTH_ROLES) if role in side), ())


def is_adult(born: date, day: date) -> bool:
    """Whether somebody born on this day is 18 on that day; born on 29 February, on 1 March."""
    return (day.year - born.year, day.month, day.day) >= (ADULT_YEARS, born.month, born.day)
