"""Which roles there are and which of them are staff."""

CITIZEN = "citizen"
EMPLOYMENT_ROLES = ("ips-consultant", "caseworker")
HEALTH_ROLES = ("therapist", "health-coordinator")
STAFF = (*EMPLOYMENT_ROLES, *HEALTH_ROLES, "interpreter", "translator", "administrator")
ROLES = (CITIZEN, *STAFF)
SIGN_IN_DAYS = 90  # a persistent session: an installed app must not sign out at each start
EMPLOYMENT_UNIT, HEALTH_UNIT = "employment", "health"  # unit kinds shipped; a municipality may add its own
