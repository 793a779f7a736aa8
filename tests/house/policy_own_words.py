"""Who may open worries, requests and wishes: the citizen's own; staff by role, by ownership or by relation."""

from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES, HEALTH_ROLES

EVERYBODY = ("everybody",)
ONLY_CITIZEN = (CITIZEN,)

OWN_WORDS: dict[str, tuple[str, ...]] = {
    "GET /support-at-work": EVERYBODY,
    "GET /concerns": ONLY_CITIZEN,
    "GET /concerns/new": ONLY_CITIZEN,
    "POST /concerns/new": ONLY_CITIZEN,
    "GET /concerns/<uuid>": ONLY_CITIZEN,
    "POST /concerns/<uuid>/slot": ONLY_CITIZEN,
    "POST /concerns/<uuid>/release": ONLY_CITIZEN,
    "POST /concerns/<uuid>/keep": ONLY_CITIZEN,
    "POST /concerns/<uuid>/close": ONLY_CITIZEN,
    "POST /concerns/<uuid>/translation": ONLY_CITIZEN,
    "GET /concerns/ask": ONLY_CITIZEN,
    "POST /concerns/ask": ONLY_CITIZEN,
    "POST /concerns/ask/<uuid>/take-back": ONLY_CITIZEN,
    "GET /wishes": ONLY_CITIZEN,
    "POST /wishes": ONLY_CITIZEN,
    "POST /wishes/<uuid>": ONLY_CITIZEN,
    "POST /wishes/share": ONLY_CITIZEN,
    "GET /wishes/workplace": ONLY_CITIZEN,
    "POST /wishes/workplace": ONLY_CITIZEN,
    "POST /wishes/workplace/<uuid>/remove": ONLY_CITIZEN,
    "GET /wishes/hours": ONLY_CITIZEN,
    "POST /wishes/hours": ONLY_CITIZEN,
    "POST /wishes/hours/<uuid>": ONLY_CITIZEN,
    "GET /desk/concerns": (*EMPLOYMENT_ROLES, *HEALTH_ROLES),
    "GET /desk/concerns/<uuid>": (*EMPLOYMENT_ROLES, *HEALTH_ROLES),
    "POST /desk/concerns/<uuid>/reply": (*EMPLOYMENT_ROLES, *HEALTH_ROLES),
    "POST /desk/concerns/<uuid>/advice": (*EMPLOYMENT_ROLES, *HEALTH_ROLES),
    "POST /desk/concerns/<uuid>/close": (*EMPLOYMENT_ROLES, *HEALTH_ROLES),
    "POST /desk/concerns/requests/<uuid>": (*EMPLOYMENT_ROLES, *HEALTH_ROLES),
    "GET /desk/<uuid>/voice": (*EMPLOYMENT_ROLES, *HEALTH_ROLES),
    "POST /desk/<uuid>/voice": EMPLOYMENT_ROLES,
}
