"""`/pair`: any page of the citizen's own in two languages, block by block, numbered the same on both sides."""

from typing import Any

from flask import Blueprint, current_app, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.errors import NotFound
from companion.language.table import SOURCE, language
from companion.web import reader
from companion.web.page import show_beside

interpreting = Blueprint("interpreting", __name__)


@interpreting.get("/pair")
@interpreting.get("/pair/<path:inner>")
@signed_in_as(CITIZEN)
def pair(inner: str = "") -> Response:
    """The page in her language, and in Danish beside it. Whoever reads Danish gets the page itself."""
    address = f"/{inner}"
    view, arguments = _page_at(address)
    if reader.current().language.code == SOURCE:
        return redirect(address, 303)
    show_beside(language(SOURCE))
    made = current_app.make_response(view(**arguments))
    if made.mimetype != "text/html":
        raise NotFound
    return made


def _page_at(address: str) -> tuple[Any, dict[str, Any]]:
    try:
        endpoint, arguments = current_app.url_map.bind(request.host).match(address, method="GET")
    except HTTPException:
        raise NotFound from None
    view = current_app.view_functions[endpoint]
    doors = getattr(view, "__open_to__", ())
    if endpoint == request.endpoint or (me().role not in doors and "everybody" not in doors):
        raise NotFound
    return view, dict(arguments)
