"""Where somebody was going who has to sign in first: one word on the phone for some minutes, never in an address."""

from flask import Flask, Response, request

from companion.foundation import runtime
from companion.foundation.errors import SignInNeeded

SECURE_COOKIE, LOOPBACK_COOKIE = "__Host-companion-way", "companion-way"
WAYS = {"messages": "/messages"}  # where a tapped notice leads; no address that names a person or a thing of hers
LIFE = 15 * 60  # seconds: a code is asked for by phone and typed


def install(app: Flask) -> None:
    """Remember where a page was refused because nobody is signed in."""
    app.after_request(_remember)


def wanted() -> str:
    """Where to go on after a sign-in; Today, if nowhere else was asked for."""
    return WAYS.get(request.cookies.get(_cookie_name(), ""), "/")


def forget(response: Response) -> None:
    """Whoever signed in is on the way."""
    if _cookie_name() in request.cookies:
        response.delete_cookie(_cookie_name(), path="/", secure=_is_secure(), httponly=True, samesite="Lax")


def _remember(response: Response) -> Response:
    word = request.path[1:]
    opened = request.method == "GET" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if opened and word in WAYS and response.status_code == SignInNeeded.status:
        response.set_cookie(
            _cookie_name(), word, max_age=LIFE, path="/", httponly=True, samesite="Lax", secure=_is_secure()
        )
    return response


def _cookie_name() -> str:
    """`__Host-…` on https; plain on loopback, where browsers refuse the prefix."""
    return SECURE_COOKIE if _is_secure() else LOOPBACK_COOKIE


def _is_secure() -> bool:
    return runtime.current().config.secure
