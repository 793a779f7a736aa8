"""Who may open what, one line a route: a route that is missing here, or gone, fails the build."""

from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES, HEALTH_ROLES, ROLES, STAFF

EVERYBODY = ("everybody",)
ONLY_CITIZEN = (CITIZEN,)

WHO: dict[str, tuple[str, ...]] = {
    # the phone's own parts
    "GET /service-worker.js": EVERYBODY,
    "GET /manifest.webmanifest": EVERYBODY,
    "GET /offline": EVERYBODY,
    # operators
    "GET /healthz": EVERYBODY,
    "GET /readyz": EVERYBODY,
    # getting in and out
    "GET /sign-in": EVERYBODY,
    "GET /sign-out": EVERYBODY,
    "POST /sign-out": EVERYBODY,
    "GET /demo": EVERYBODY,
    "POST /demo": EVERYBODY,
    "POST /language": EVERYBODY,
    "POST /sign-in/code": EVERYBODY,
    "POST /sign-in/card": EVERYBODY,
    "POST /sign-in/passkey/options": EVERYBODY,
    "POST /sign-in/passkey": EVERYBODY,
    "GET /sign-in/passkey/new": ROLES,
    "POST /sign-in/passkey/new/options": ROLES,
    "POST /sign-in/passkey/new": ROLES,
    "POST /sign-in/oidc/<string>": EVERYBODY,
    "GET /sign-in/oidc/<string>/back": EVERYBODY,
    "GET /sign-in/stronger": ROLES,
    "GET /me/devices": ROLES,
    "POST /me/devices/<uuid>/end": ROLES,
    "POST /me/devices/end-all": ROLES,
    "POST /me/devices/passkeys/<uuid>/end": ROLES,
    "GET /me/devices/card": ONLY_CITIZEN,
    "POST /me/devices/card": ONLY_CITIZEN,
    "POST /me/devices/card/end": ONLY_CITIZEN,
    # help is for everybody, signed in or not
    "GET /help": EVERYBODY,
    "GET /first-aid": EVERYBODY,
    "GET /offers": EVERYBODY,
    "GET /course-book": EVERYBODY,
    "GET /check-in/blank": EVERYBODY,
    "GET /privacy": EVERYBODY,
    "GET /was": EVERYBODY,
    # the citizen's week; `/` sends strangers to sign in and staff to their desk
    "GET /": EVERYBODY,
    "GET /plan": ONLY_CITIZEN,
    "GET /appointments": ONLY_CITIZEN,
    "GET /appointments/<uuid>": ONLY_CITIZEN,
    "POST /appointments/<uuid>/answer": ONLY_CITIZEN,
    "GET /course": ONLY_CITIZEN,
    "GET /course/<int>": ONLY_CITIZEN,
    "POST /call-me": ONLY_CITIZEN,
    "POST /call-me/sealed": ONLY_CITIZEN,
    # the check-in: own answers, own result, own release
    "GET /check-in": ONLY_CITIZEN,
    "POST /check-in": ONLY_CITIZEN,
    "POST /check-in/sealed": ONLY_CITIZEN,
    "GET /check-in/result": ONLY_CITIZEN,
    "POST /check-in/result/<uuid>/release": ONLY_CITIZEN,
    "POST /check-in/result/<uuid>/undo": ONLY_CITIZEN,
    # the citizen's own affairs
    "GET /me": ONLY_CITIZEN,
    "GET /me/sharing": ONLY_CITIZEN,
    "POST /me/sharing": ONLY_CITIZEN,
    "POST /me/sharing/<uuid>/stop": ONLY_CITIZEN,
    "GET /me/seen": ONLY_CITIZEN,
    "GET /me/agreements": ONLY_CITIZEN,
    "POST /me/agreements/<uuid>": ONLY_CITIZEN,
    # what a unit may ask in a case: by relation
    "GET /desk/<uuid>/agreement": EMPLOYMENT_ROLES,
    "POST /desk/<uuid>/agreement": EMPLOYMENT_ROLES,
    "GET /me/export": ONLY_CITIZEN,
    "POST /me/export/companion.html": ONLY_CITIZEN,
    "POST /me/export/companion.json": ONLY_CITIZEN,
    "GET /me/erase": ONLY_CITIZEN,
    "POST /me/erase": ONLY_CITIZEN,
    # staff: who sees which citizen is decided by relation, inside the room
    "GET /desk": STAFF,
    "GET /desk/catalogue": STAFF,
    "POST /desk/catalogue": STAFF,
    "GET /desk/reach": HEALTH_ROLES,
    "POST /desk/reach": HEALTH_ROLES,
    "GET /desk/<uuid>/code": (*EMPLOYMENT_ROLES, *HEALTH_ROLES),
    "POST /desk/<uuid>/code": (*EMPLOYMENT_ROLES, *HEALTH_ROLES),
    "POST /desk/<uuid>/code/end-card": (*EMPLOYMENT_ROLES, *HEALTH_ROLES),
    "POST /desk/tasks/<uuid>/done": STAFF,
}
