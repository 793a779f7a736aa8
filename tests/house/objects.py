"""Whose object each route takes, and how surely its reader must be known: the other half of the policy table."""

from tests.house.policy import EVERYBODY, WHO

NOBODYS = "nobody's"  # tells nothing of a person
OWN = "own"  # only what is the reader's own
RELATED = "of a citizen with a relation"  # somebody the reader is there for today
DAY = "of a citizen with a relation, or one of 24 hours"  # a typed reason opens it for a day, and tells her (R4)
UNIT = "of a citizen with a relation, asked by the own unit"
GAP = "of a citizen of the own unit for whom something waits with nobody"
WHOSE = (NOBODYS, OWN, RELATED, DAY, UNIT, GAP)

TAKES: dict[str, tuple[str, str | None]] = {  # route → whose, and which kind of object its argument names
    "GET /appointments/<uuid>": (OWN, "appointment"),
    "POST /appointments/<uuid>/answer": (OWN, "appointment"),
    "POST /appointments/<uuid>/question": (OWN, "appointment"),
    "POST /appointments/<uuid>/another-time": (OWN, "appointment"),
    "POST /appointments/<uuid>/late": (OWN, "appointment"),
    "POST /appointments/<uuid>/slot": (OWN, "appointment"),
    "POST /appointments/<uuid>/agree": (OWN, "summary"),
    "GET /appointments/<uuid>/calendar.ics": (OWN, "appointment"),
    "GET /calendar/<string>.ics": (OWN, "calendar"),
    "GET /desk/<uuid>/appointments": (RELATED, "citizen"),
    "GET /desk/<uuid>/appointments/new": (RELATED, "citizen"),
    "POST /desk/<uuid>/appointments": (RELATED, "citizen"),
    "GET /desk/appointments/<uuid>": (RELATED, "meeting"),
    "GET /desk/appointments/<uuid>/edit": (RELATED, "held meeting"),
    "POST /desk/appointments/<uuid>/edit": (RELATED, "held meeting"),
    "POST /desk/appointments/<uuid>/move": (RELATED, "held meeting"),
    "POST /desk/appointments/<uuid>/cancel": (RELATED, "held meeting"),
    "POST /desk/appointments/<uuid>/uphold": (RELATED, "held meeting"),
    "POST /desk/appointments/<uuid>/late": (RELATED, "held meeting"),
    "POST /desk/appointments/<uuid>/slots": (RELATED, "held meeting"),
    "POST /desk/appointments/<uuid>/interpreter": (RELATED, "held meeting"),
    "POST /desk/appointments/<uuid>/mark": (RELATED, "held meeting"),
    "POST /desk/appointments/<uuid>/point": (RELATED, "meeting"),
    "POST /desk/appointments/<uuid>/summary": (RELATED, "held meeting"),
    "POST /desk/calendar/<uuid>/cancel": (OWN, "staff entry"),
    "GET /course/<int>": (OWN, "week"),
    "POST /course/<int>/read": (OWN, "week"),
    "POST /course/attendance/<uuid>/contest": (OWN, "attendance"),
    "POST /course/notes/<uuid>/answer": (OWN, "note"),
    "GET /course-book/sound/<uuid>": (NOBODYS, "sound"),
    "GET /desk/<uuid>/programmes": (RELATED, "citizen"),
    "POST /desk/<uuid>/programmes": (RELATED, "citizen"),
    "POST /desk/<uuid>/programmes/look": (RELATED, "citizen"),
    "POST /desk/<uuid>/programmes/end": (RELATED, "citizen"),
    "GET /desk/<uuid>/status-note": (UNIT, "citizen"),
    "POST /desk/<uuid>/status-note": (UNIT, "citizen"),
    "GET /desk/groups/<uuid>": (OWN, "group"),
    "POST /desk/groups/<uuid>/answer": (OWN, "group"),
    "GET /desk/groups/<uuid>/<string>": (OWN, "group"),
    "POST /desk/groups/<uuid>/<string>": (OWN, "group"),
    "POST /check-in/result/<uuid>/release": (OWN, "reading"),
    "POST /check-in/result/<uuid>/undo": (OWN, "release"),
    "POST /me/sharing/<uuid>/stop": (OWN, "consent"),
    "POST /me/agreements/<uuid>": (OWN, "agreement"),
    "POST /me/devices/<uuid>/end": (OWN, "sign-in"),
    "POST /me/devices/passkeys/<uuid>/end": (OWN, "passkey"),
    "GET /desk": (DAY, None),
    "POST /desk/find": (DAY, None),
    "GET /desk/<uuid>": (DAY, "citizen"),
    "POST /desk/<uuid>/contact": (RELATED, "citizen"),
    "GET /desk/contacts/<uuid>": (OWN, "contact"),
    "POST /desk/contacts/<uuid>": (OWN, "contact"),
    "GET /desk/today": (DAY, None),
    "GET /desk/<uuid>/unwell": (RELATED, "citizen"),
    "POST /me/unwell/share/<uuid>/stop": (OWN, "unwell-share"),
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
    "POST /plan/cards/<uuid>/answer": (OWN, "card"),
    "GET /plan/not-right/<uuid>": (OWN, "line"),
    "POST /plan/not-right/<uuid>": (OWN, "line"),
    "GET /plan/words/<uuid>": (OWN, "line"),
    "POST /plan/words/<uuid>": (OWN, "worded line"),
    "POST /plan/own/<uuid>/done": (OWN, "own entry"),
    "POST /plan/own/<uuid>/remove": (OWN, "own entry"),
    "GET /desk/<uuid>/plan": (DAY, "citizen"),
    "POST /desk/<uuid>/plan": (RELATED, "citizen"),
    "GET /desk/<uuid>/plan/purpose": (DAY, "citizen"),
    "POST /desk/<uuid>/plan/purpose": (RELATED, "citizen"),
    "GET /desk/<uuid>/plan/goals": (DAY, "citizen"),
    "POST /desk/<uuid>/plan/goals": (RELATED, "citizen"),
    "GET /desk/<uuid>/plan/cards": (DAY, "citizen"),
    "POST /desk/<uuid>/plan/cards": (RELATED, "citizen"),
    "GET /desk/plan/goals/<uuid>": (DAY, "goal to write"),
    "POST /desk/plan/goals/<uuid>": (RELATED, "goal to write"),
    "GET /desk/plan/cards/<uuid>": (DAY, "card to write"),
    "POST /desk/plan/cards/<uuid>": (RELATED, "card to write"),
    "POST /desk/plan/cards/<uuid>/end": (RELATED, "card to write"),
    "POST /desk/plan/cards/<uuid>/holds": (RELATED, "card to write"),
    "GET /desk/plan/contests/<uuid>": (RELATED, "contest to answer"),
    "POST /desk/plan/contests/<uuid>": (RELATED, "contest to answer"),
    "POST /sign-in/oidc/<string>": (NOBODYS, "door"),
    "GET /sign-in/oidc/<string>/back": (NOBODYS, "door"),
    "GET /": (OWN, None),
    "POST /me/trusted/<uuid>/end": (OWN, "trusted"),
    "GET /desk/absence": (NOBODYS, None),
    "POST /desk/absence": (NOBODYS, None),
    "POST /desk/absence/<uuid>/end": (OWN, "absence"),
    "GET /desk/hours": (NOBODYS, None),
    "POST /desk/hours": (NOBODYS, None),
    "POST /desk/hours/<uuid>/end": (OWN, "hours"),
    "GET /desk/handover": (RELATED, None),
    "POST /desk/handover": (RELATED, None),
    "GET /desk/gaps": (GAP, None),
    "POST /desk/gaps/<uuid>": (GAP, "gap"),
    "GET /desk/<uuid>/end": (RELATED, "charge"),
    "POST /desk/<uuid>/end": (RELATED, "charge"),
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
    "POST /me/trusted",
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
