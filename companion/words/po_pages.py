"""A language out as a PO file, and in again; a broken file is refused with its lines."""

from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.errors import Invalid
from companion.language.asking import TRANSLATOR
from companion.language.table import language
from companion.web.page import page
from companion.words import po_files, workbench
from companion.words.po_files import BrokenFile

po_room = Blueprint("po", __name__)


@po_room.url_value_preprocessor
def _open(_endpoint: str | None, _values: Any) -> None:
    """A whole language is longer than any form of ours."""
    request.max_content_length = po_files.MOST_BYTES


@po_room.get("/words/<string:code>/companion.po")
@signed_in_as(TRANSLATOR)
def out(code: str) -> Response:
    """Every text of the language as it is said now."""
    response = Response(po_files.written(code), mimetype="text/x-gettext-translation")
    response.headers["Content-Disposition"] = f'attachment; filename="companion-{language(code).html}.po"'
    response.headers["Cache-Control"] = "no-store"
    return response


@po_room.get("/words/<string:code>/import")
@signed_in_as(TRANSLATOR)
def ask(code: str) -> Response:
    """Where a file is chosen."""
    workbench.counted(code)
    return page("words/import.html", target=language(code), errors=[], faults=[])


@po_room.post("/words/<string:code>/import")
@signed_in_as(TRANSLATOR)
def take_in(code: str) -> Response:
    """Save what differs in it, or say in which lines it is broken."""
    file = request.files.get("file")
    content = file.read(po_files.MOST_BYTES + 1) if file else b""
    try:
        changed = po_files.take_in(code=code, content=content, actor=me().actor)
    except Invalid as fault:
        faults = fault.faults if isinstance(fault, BrokenFile) else []
        told = [("file", fault.sentence)]
        return page("words/import.html", status=422, target=language(code), errors=told, faults=faults)
    return redirect(f"/words/{code}?state=unreviewed&saved={changed}", 303)
