"""`/pair/…`: any page of the citizen's own in two languages, block by block, numbered the same on both sides.

During a conversation the pages she has chosen are the ones her interpreter reads too, and both can point.
"""

from typing import Any

from flask import Blueprint, Flask, redirect
from werkzeug.wrappers import Response

from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.errors import NotFound
from companion.interpreting import live, rules
from companion.interpreting.in_conversation import View, html_of, page_at, unkept
from companion.interpreting.live import Talk
from companion.language.table import language
from companion.web import onward, reader
from companion.web.page import Beside, show_beside
from companion.web.paths import local_path

interpreting = Blueprint("interpreting", __name__)
OUR_OWN = ("pair", "join")  # two languages of two languages are none
TODAY = "today"  # `/` has no name of its own


def install(app: Flask) -> None:
    """A form on a page in two languages stays there when the language is switched in the middle of it."""
    app.extensions["companion-in-two"] = _stay


@interpreting.get("/pair/<path:inner>")
@signed_in_as(CITIZEN)
def pair(inner: str) -> Response:
    """The page in her language, and in Danish beside it; in Danish first, if that is what she reads just now.

    Whoever reads Danish alone gets the page itself.
    """
    view, arguments, name = _page_of(inner)
    address = f"/{'' if inner == TODAY else inner}{onward.asked()}"
    together = _together(inner)
    if together is None and reader.one_tap(reader.current()) is None:
        return redirect(address, 303)
    show_beside(_beside(inner, address, name, together))
    made = html_of(view, arguments)
    return unkept(made) if together else made


def _stay(address: str) -> None:
    """What a form makes is laid out as the page at this address was. Raises NotFound for one that is none of hers."""
    if local_path(address) != address or reader.current().kind != "citizen":
        raise NotFound
    inner = address[1:].partition("?")[0] or TODAY
    _view, _arguments, name = _page_of(inner)
    together = _together(inner)
    if together or reader.one_tap(reader.current()):
        show_beside(_beside(inner, address, name, together))


def _page_of(inner: str) -> tuple[View, dict[str, Any], str]:
    if inner.partition("/")[0] in OUR_OWN:
        raise NotFound
    return page_at("/" if inner == TODAY else f"/{inner}", CITIZEN)


def _together(inner: str) -> Talk | None:
    """The talk in which she shows this page, if one goes on."""
    talk = live.by_phone(me().sign_in_id)
    return talk if talk and talk.shows(inner) else None


def _beside(inner: str, address: str, name: str, talk: Talk | None) -> Beside:
    values: dict[str, object] = {"one_language": address, "page_in_two": name}
    other = language(reader.one_tap(reader.current()))
    if talk is None:
        return Beside(other, link=_in_two, values=values)
    values |= {"talk": talk, "inner": inner, "now": "/pair/now", "others": other_pages(talk, "/pair/")}
    values["pointing"] = Pointing("/pair/talk/point", talk.point if talk.here == inner else None)
    return Beside(other, "interpreting/paired_talk.html", link=_in_two, values=values)


class Pointing:
    """Where a tap on a number goes, and which number is lit."""

    def __init__(self, address: str, point: int | None) -> None:
        self.address = address
        self.point = point


def other_pages(talk: Talk, start: str) -> list[tuple[str, str]]:
    """Key and address of the pages that can be opened in a talk without knowing more."""
    plain = {"plan": "plan", "appointments": "appointments", "course": "course/1", "consent": "me/sharing"}
    plain |= {"check-in": "check-in/blank", "help": "help"}
    return [(key, start + inner) for key, inner in plain.items() if talk.shows(inner)]


def _in_two(address: str) -> str | None:
    """A link between pages that are read in two languages stays in two languages."""
    path, mark, rest = address.partition("#")
    return f"/pair{path}{mark}{rest}" if rules.page_of(path[1:]) else address
