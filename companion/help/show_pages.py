"""`/show`: one sentence on the whole screen, Danish large; for everybody, offline too, and nothing typed leaves it."""

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.help.needs import need, needs
from companion.language import wanted
from companion.language.wanted import Shown
from companion.web.open_door import open_to_all
from companion.web.page import page

show_room = Blueprint("show", __name__)


@show_room.get("/show")
@open_to_all(keep="anyone")
def all_needs() -> Response:
    """Every sentence there is."""
    every = tuple(needs().values())
    return page("help/show.html", needs=every, shown=Shown(wanted.SHOW, every))


@show_room.get("/show/<code>")
@open_to_all(keep="anyone")
def one_need(code: str) -> Response:
    """One sentence, large."""
    return page("help/show_need.html", need=need(code))
