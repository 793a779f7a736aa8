"""Whose object each route takes, and how surely its reader must be known: the other half of the policy table."""

from tests.house.policy import EVERYBODY, WHO

NOBODYS = "nobody's"  # tells nothing of a person
OWN = "own"  # only what is the reader's own
RELATED = "of a citizen with a relation"  # somebody the reader is there for today
DAY = "of a citizen with a relation, or one of 24 hours"  # a typed reason opens it for a day, and tells her (R4)
UNIT = "of a citizen with a relation, asked by the own unit"
WHOSE = (NOBODYS, OWN, RELATED, DAY, UNIT)

TAKES: dict[str, tuple[str, str | None]] = {  # route → whose, and which kind of object its argument names
    "GET /appointments/<uuid>": (OWN, "appointment"),
    "POST /appointments/<uuid>/answer": (OWN, "appointment"),
    "GET /course/<int>": (OWN, "week"),
    "POST /check-in/result/<uuid>/release": (OWN, "reading"),
    "POST /check-in/result/<uuid>/undo": (OWN, "release"),
    "POST /me/sharing/<uuid>/stop": (OWN, "consent"),
    "POST /me/agreements/<uuid>": (OWN, "agreement"),
    "POST /me/devices/<uuid>/end": (OWN, "sign-in"),
    "POST /me/devices/passkeys/<uuid>/end": (OWN, "passkey"),
    "POST /me/notifications/phone/devices/<uuid>/end": (OWN, "phone with notices"),
    "POST /me/notifications/phone/devices/<uuid>/test": (OWN, "phone with notices"),
    "GET /desk": (DAY, None),
    "GET /desk/reach": (NOBODYS, None),
    "POST /desk/reach": (DAY, None),
    "GET /desk/<uuid>/agreement": (UNIT, "citizen"),
    "POST /desk/<uuid>/agreement": (UNIT, "citizen"),
    "POST /progress/<uuid>/show": (OWN, "rating"),
    "POST /progress/<uuid>/hide": (OWN, "rating"),
    "GET /desk/<uuid>/progress": (UNIT, "citizen"),
    "POST /desk/<uuid>/progress": (UNIT, "citizen"),
    "GET /desk/<uuid>/code": (RELATED, "citizen"),
    "POST /desk/<uuid>/code": (RELATED, "citizen"),
    "POST /desk/<uuid>/code/end-card": (RELATED, "citizen"),
    "POST /desk/tasks/<uuid>/done": (OWN, "task"),
    "POST /sign-in/oidc/<string>": (NOBODYS, "door"),
    "GET /sign-in/oidc/<string>/back": (NOBODYS, "door"),
    "GET /": (OWN, None),
}
EITHER_WAY = {  # one factor is enough here even for staff: the way to a second one, and out of a phone
    "GET /sign-in/passkey/new",
    "POST /sign-in/passkey/new/options",
    "POST /sign-in/passkey/new",
    "GET /sign-in/stronger",
    "GET /me/devices",
    "POST /me/devices/<uuid>/end",
    "POST /me/devices/end-all",
    "POST /me/devices/passkeys/<uuid>/end",
    "POST /me/devices/card/end",
}
TWO_FACTORS = {  # a citizen needs both here; staff need them everywhere else
    "GET /me/export",
    "POST /me/export/companion.html",
    "POST /me/export/companion.json",
    "GET /me/erase",
    "POST /me/erase",
}

HANDED_OVER = {  # with one factor only in the minutes after a code that was handed over in person (0007, 0008)
    "GET /sign-in/passkey/new",
    "POST /sign-in/passkey/new/options",
    "POST /sign-in/passkey/new",
    "GET /me/devices/card",
    "POST /me/devices/card",
}


def whose(route: str) -> str:
    """Whose object a route takes: as the table says, else nobody's where everybody may come, else the reader's own."""
    if route in TAKES:
        return TAKES[route][0]
    return NOBODYS if WHO[route] == EVERYBODY else OWN


def strength(route: str) -> str | None:
    """`any`, `strong`, or None for what is usual: strong for staff, one factor for a citizen."""
    return "any" if route in EITHER_WAY else "strong" if route in TWO_FACTORS else None
