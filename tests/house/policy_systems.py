"""Which outside system may open what: the routes of `/api/v1`, one line each, with the scope its token needs."""

from companion.sync.api_scopes import SCOPES

EVERYBODY = ("everybody",)
SYSTEMS = tuple(f"system:{scope}" for scope in SCOPES)  # an outside system with any token

SYSTEM_DOORS: dict[str, tuple[str, ...]] = {
    # outside systems, with a token for the scope that stands here; no person comes in
    "POST /api/v1/token": EVERYBODY,  # with its secret
    "GET /api/v1/openapi.json": EVERYBODY,
    "POST /api/v1/people": ("system:people",),
    "GET /api/v1/staff": ("system:people",),
    "GET /api/v1/relations/<string>": ("system:people",),
    "PUT /api/v1/relations/<string>": ("system:people",),
    "PATCH /api/v1/relations/<string>": ("system:people",),
    "DELETE /api/v1/relations/<string>": ("system:people",),
    "GET /api/v1/purposes/<string>": ("system:purposes",),
    "PUT /api/v1/purposes/<string>": ("system:purposes",),
    "PATCH /api/v1/purposes/<string>": ("system:purposes",),
    "GET /api/v1/sub-goals/<string>": ("system:sub-goals",),
    "PUT /api/v1/sub-goals/<string>": ("system:sub-goals",),
    "PATCH /api/v1/sub-goals/<string>": ("system:sub-goals",),
    "DELETE /api/v1/sub-goals/<string>": ("system:sub-goals",),
    "GET /api/v1/measures/<string>": ("system:measures",),
    "PUT /api/v1/measures/<string>": ("system:measures",),
    "PATCH /api/v1/measures/<string>": ("system:measures",),
    "DELETE /api/v1/measures/<string>": ("system:measures",),
    "GET /api/v1/appointments/<string>": ("system:appointments",),
    "PUT /api/v1/appointments/<string>": ("system:appointments",),
    "PATCH /api/v1/appointments/<string>": ("system:appointments",),
    "DELETE /api/v1/appointments/<string>": ("system:appointments",),
    "GET /api/v1/catalogue/<string>": ("system:catalogue",),
    "PUT /api/v1/catalogue/<string>": ("system:catalogue",),
    "PATCH /api/v1/catalogue/<string>": ("system:catalogue",),
    "DELETE /api/v1/catalogue/<string>": ("system:catalogue",),
    "GET /api/v1/replies/<string>": ("system:replies",),
    "PUT /api/v1/replies/<string>": ("system:replies",),
    "PATCH /api/v1/replies/<string>": ("system:replies",),
    "POST /api/v1/batch": SYSTEMS,
    "GET /api/v1/facts": ("system:facts",),
    "POST /api/v1/facts/ack": ("system:facts",),
}
