"""Who may open what, one line a route: a route that is missing here, or gone, fails the build."""

from companion.accounts.rules import CITIZEN, STAFF

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
    # help is for everybody, signed in or not
    "GET /help": EVERYBODY,
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
    # staff: who sees which citizen is decided by relation, inside the room
    "GET /desk": STAFF,
    "POST /desk/tasks/<uuid>/done": STAFF,
}
