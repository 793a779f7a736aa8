"""Where a page goes on after a switch of language: at itself, or, made by a form, at the nearest page above it."""

from collections.abc import Iterator

from flask import current_app, request
from werkzeug.exceptions import HTTPException

ANY_PAGE = "<path:"  # a rule that takes every address below it names no page of its own


def here() -> str:
    """The address of this page, with what was asked; for the answer to a form one that can be opened."""
    return request.full_path.rstrip("?") if request.method == "GET" else nearest(request.path)


def asked() -> str:
    """What was asked with this address, from the question mark on; or nothing."""
    return request.full_path.rstrip("?").removeprefix(request.path)


def nearest(path: str) -> str:
    """This address or the first one above it that can be opened; the front page always can."""
    return next((one for one in upwards(path) if _opens(one)), "/")


def upwards(path: str) -> Iterator[str]:
    """The path and those above it, as `/a/b`, `/a`, `/`."""
    parts = path.rstrip("/").split("/")
    yield from ("/".join(parts[:length]) or "/" for length in range(len(parts), 0, -1))


def _opens(path: str) -> bool:
    try:
        rule, _arguments = current_app.url_map.bind("").match(path, method="GET", return_rule=True)
    except HTTPException:
        return False
    return ANY_PAGE not in rule.rule
