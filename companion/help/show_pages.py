"""`/show`: one sentence on the whole screen, Danish large; for everybody, offline too, and nothing typed leaves it."""

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.help.needs import need, needs
from companion.web.open_door import open_to_all
from companion.web.page import page

show_room = Blueprint("show", __name__)


@show_room.get("/show")
@open_to_all(keep="anyone")
def all_needs() -> Response:
    """Every sentence there is."""
    return page("help/show.html", needs=needs().values())


@show_room.get("/show/<code>")
@open_to_all(keep="anyone")
def one_need(code: str) -> Response:
    """One sentence, large."""
    return page("help/show_need.html", need=need(code))
