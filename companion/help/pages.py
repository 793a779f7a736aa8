"""`/help`: people and numbers to call; `/install`: the app on the phone. For everybody, signed out too, and offline."""

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.help.lines import help_lines
from companion.language import wanted
from companion.language.wanted import Shown
from companion.web.open_door import open_to_all
from companion.web.page import page

help_room = Blueprint("help", __name__)


@help_room.get("/help")
@open_to_all(keep="anyone")
def help_page() -> Response:
    """The numbers, danger to life first."""
    lines = help_lines()
    return page("help/help.html", lines=lines, shown=Shown(wanted.HELP, tuple(lines)))


@help_room.get("/install")
@open_to_all(keep="anyone")
def install() -> Response:
    """How to put the app on the phone, in pictures: only there an iPhone keeps what is saved for long."""
    return page("help/install.html")
