"""Who may open what of a conversation with an interpreter: a part of the policy table."""

from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES, HEALTH_ROLES

EVERYBODY = ("everybody",)
ONLY_CITIZEN = (CITIZEN,)
CONTACTS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)

CONVERSATIONS: dict[str, tuple[str, ...]] = {
    # two languages, and a talk with an interpreter: the citizen's own, the interpreter's by code, staff's by relation
    "GET /pair": (CITIZEN, *CONTACTS),
    "POST /pair": ONLY_CITIZEN,
    "GET /pair/<path>": ONLY_CITIZEN,
    "GET /pair/talk": ONLY_CITIZEN,
    "GET /pair/now": ONLY_CITIZEN,
    "POST /pair/talk/take-part": ONLY_CITIZEN,
    "POST /pair/talk/code": ONLY_CITIZEN,
    "POST /pair/talk/door": ONLY_CITIZEN,
    "POST /pair/talk/point": ONLY_CITIZEN,
    "POST /pair/talk/sign": ONLY_CITIZEN,
    "POST /pair/talk/end": ONLY_CITIZEN,
    "GET /show": EVERYBODY,
    "GET /show/<string>": EVERYBODY,
    "GET /show/appointment/<uuid>": ONLY_CITIZEN,
    "GET /join": EVERYBODY,
    "POST /join": EVERYBODY,
    "GET /join/ask": EVERYBODY,
    "POST /join/ask": EVERYBODY,
    "GET /join/now": EVERYBODY,
    "GET /join/talk": EVERYBODY,
    "GET /join/talk/<path>": EVERYBODY,
    "POST /join/point": EVERYBODY,
    "POST /join/leave": EVERYBODY,
    "GET /desk/<uuid>/talk": CONTACTS,
    "POST /desk/<uuid>/talk": CONTACTS,
    "GET /desk/talk/<uuid>": CONTACTS,
    "GET /desk/talk/<uuid>/now": CONTACTS,
    "POST /desk/talk/<uuid>/code": CONTACTS,
    "POST /desk/talk/<uuid>/door": CONTACTS,
    "POST /desk/talk/<uuid>/end": CONTACTS,
}
