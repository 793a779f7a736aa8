"""`/privacy` and `/was`: what is kept about people, who may read it, how far everybody can use the app."""

from datetime import date

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.foundation import runtime
from companion.me import retention
from companion.web.open_door import open_to_all
from companion.web.page import page

plain_truth = Blueprint("privacy", __name__)
DATA_AUTHORITY = "33 19 32 00"  # Datatilsynet's switchboard
WRITTEN_ON = date(2026, 11, 24)  # both texts; change it with them


@plain_truth.get("/privacy")
@open_to_all(keep="anyone")
def privacy() -> Response:
    """Purpose, legal basis, readers, who may demand what by law, how long, and how to complain."""
    return page(
        "me/privacy.html",
        municipality=runtime.current().config.municipality,
        authority=DATA_AUTHORITY,
        kept=tuple(retention.classes().values()),
        written_on=WRITTEN_ON,
    )


@plain_truth.get("/was")
@open_to_all(keep="anyone")
def accessibility() -> Response:
    """The accessibility statement: what is aimed at, what is known to be missing, whom to tell."""
    municipality = runtime.current().config.municipality
    return page("me/accessibility.html", municipality=municipality, written_on=WRITTEN_ON)
