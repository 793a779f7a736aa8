"""The part of the objects table about receivers: routes of the administrator, which tell nothing of a person."""

RECEIVERS: dict[str, str | None] = {  # route → which kind of object its argument names
    "GET /admin/receivers": None,
    "GET /admin/receivers/new": None,
    "POST /admin/receivers/new": None,
    "POST /admin/receivers/<uuid>/secret": "receiver",
    "POST /admin/receivers/<uuid>/secret/old": "receiver",
    "POST /admin/receivers/<uuid>/resume": "receiver",
    "POST /admin/receivers/<uuid>/pause": "receiver",
    "POST /admin/receivers/<uuid>/redrive": "receiver",
}
