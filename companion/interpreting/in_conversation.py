"""The Flask door of this room: lets an interpreter in while the conversation goes on, and tells what ended it.

Whoever is out is out at the next request: 401, the cookie is taken back, and the answer is the time confirmation.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Flask, current_app, g, jsonify, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.signed_in import me
from companion.foundation import runtime
from companion.foundation.errors import N_, NotFound, SignInNeeded
from companion.interpreting import ending, live, rules
from companion.interpreting.live import KnownGuest, Talk
from companion.language.table import readable
from companion.web import reader
from companion.web.errors import answer, wants_json
from companion.web.page import page

View = Callable[..., Any]
SECURE_COOKIE, LOOPBACK_COOKIE = "__Host-companion-interpreter", "companion-interpreter"
WATCH_SECURE, WATCH_LOOPBACK = "__Host-companion-talk", "companion-talk"  # says only: look whether a talk goes on
COOKIE_SECONDS = int((rules.CODE_LIFE + rules.TALK_LIFE).total_seconds())  # to prepare, and to come back in


class NotInAConversation(SignInNeeded):
    """No code was used on this phone, or what it opened is over."""

    sentence = N_("Samtalen er slut, eller koden er ikke brugt her. Bed om en ny kode.")
    way = ("/join", N_("Skriv en kode"))


def install(app: Flask) -> None:
    """Let a talk go along with every page of the citizen's, and leave nothing on the interpreter's phone."""
    app.extensions["companion-at-hand"] = _at_hand
    app.extensions["companion-leaves-nothing"] = _leaves_nothing


@dataclass(frozen=True)
class Here:
    """The interpreter of this request, and the talk that goes on."""

    guest: KnownGuest
    talk: Talk


def in_conversation(view: View) -> View:
    """Let a view in for an interpreter whom the citizen or staff have let in, as long as the talk goes on."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        g.keep = None
        found = at_the_door()
        if found is None:
            return nobody()
        if ending.is_over(found.talk):
            return over(found)
        if not found.guest.is_in:
            return redirect("/join", 303)
        g.in_conversation = found
        return unkept(current_app.make_response(view(*args, **kwargs)))

    guarded.__open_to__ = ("everybody",)  # type: ignore[attr-defined]
    return guarded


def here() -> Here:
    """Who was let in to this view."""
    found: Here = g.in_conversation
    return found


@contextmanager
def in_her_language(talk: Talk) -> Iterator[None]:
    """Inside, what is made is said in the citizen's language; the interpreter's own screen keeps its own."""
    mine, hers = reader.current(), accounts.person(talk.citizen_id).language
    reader.recognise(reader.Reader(readable(hers), wanted=hers))
    try:
        yield
    finally:
        reader.recognise(mine)


def at_the_door() -> Here | None:
    """Who came with a code on this phone, in or not, and how the talk stands."""
    token = request.cookies.get(cookie())
    guest = live.by_token(token) if token else None
    talk = live.one(guest.conversation_id) if guest else None
    return Here(guest, talk) if guest and talk else None


def nobody() -> Response:
    """What a phone sees that no talk knows: 401, and what a former one left in this browser goes."""
    if cookie() not in request.cookies or wants_json():
        raise NotInAConversation
    return forget(answer(NotInAConversation()))


def over(found: Here) -> Response:
    """What an interpreter sees after the end, once: agency, day, time and mode to print, and nothing stays here.

    A script, or whoever asks for the head alone, sees no page: it is still there for the person.
    """
    if wants_json() or request.method == "HEAD":
        told = unkept(jsonify(over=True))
        told.status_code = SignInNeeded.status
        return told
    talk = live.one(found.talk.id) or found.talk
    guest = live.by_token(request.cookies.get(cookie(), "")) or found.guest
    confirmed = guest if guest.let_in_at else None
    minutes = rules.minutes_between(guest.let_in_at, guest.left_at) if guest.let_in_at and guest.left_at else 0
    made = page(
        "interpreting/over.html",
        status=SignInNeeded.status,
        guest=confirmed,
        talk=talk,
        minutes=minutes,
        municipality=runtime.current().config.municipality,
    )
    return forget(made)


def forget(response: Response) -> Response:
    """Nothing of the conversation stays in this browser; what others keep sealed here is theirs."""
    for name in (cookie(), reader.language_cookie()):
        response.delete_cookie(name, **bound())
    response.headers["Clear-Site-Data"] = '"cache"'  # nothing was ever put into storage; it may hold others' answers
    return unkept(response)


def unkept(response: Response) -> Response:
    """No browser, worker or proxy keeps this answer."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Companion-Keep"] = "never"
    response.headers.pop("Companion-Owner", None)
    return response


def page_at(address: str, role: str) -> tuple[View, dict[str, Any], str]:
    """The view of the page at this address, its arguments and its name. Raises NotFound where this role has none."""
    try:
        endpoint, arguments = current_app.url_map.bind(request.host).match(address, method="GET")
    except HTTPException:
        raise NotFound from None
    view = current_app.view_functions[endpoint]
    doors = getattr(view, "__open_to__", ())
    if endpoint == request.endpoint or not {role, "everybody"} & set(doors):
        raise NotFound
    return view, dict(arguments), endpoint


def html_of(view: View, arguments: dict[str, Any]) -> Response:
    """The answer of a view that makes a page. Raises NotFound for one that answers with something else."""
    made = current_app.make_response(view(**arguments))
    if made.mimetype != "text/html":
        raise NotFound
    return made


def cookie() -> str:
    """`__Host-…` on https; plain on loopback, where browsers refuse the prefix."""
    return SECURE_COOKIE if runtime.current().config.secure else LOOPBACK_COOKIE


def bound() -> dict[str, Any]:
    """How the cookie is bound to this site."""
    return {"path": "/", "secure": runtime.current().config.secure, "httponly": True, "samesite": "Lax"}


def watch_cookie() -> str:
    """On the citizen's phone while she takes part: her pages look whether somebody reads along."""
    return WATCH_SECURE if runtime.current().config.secure else WATCH_LOOPBACK


def _leaves_nothing() -> bool:
    """Here, and on any page that an interpreter with a code looks at meanwhile: help, the front page, a wrong word."""
    here = request.path == "/join" or request.path.startswith("/join/")
    return here or (cookie() in request.cookies and reader.current().kind is None)


def _at_hand() -> dict[str, Any] | None:
    if watch_cookie() not in request.cookies or reader.current().kind != "citizen":
        return None
    talk = live.by_phone(me().sign_in_id)
    says = N_("Tolken ser de sider, du viser.")
    return {"template": "interpreting/at_hand.html", "talk": talk, "says": says} if talk else None
