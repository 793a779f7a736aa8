"""`/help`: people and numbers to call, for everybody, signed out too, and offline."""

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.help.lines import help_lines
from companion.web.open_door import open_to_all
from companion.web.page import page

help_room = Blueprint("help", __name__)


@help_room.get("/help")
@open_to_all(keep="anyone")
def help_page() -> Response:
    """The numbers, danger to life first."""
    return page("help/help.html", lines=help_lines())
