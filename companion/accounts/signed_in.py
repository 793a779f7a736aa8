"""The Flask door of this room: recognises who is signed in, and lets a view in by role."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Literal, cast

from flask import Flask, Request, Response, g, redirect, request
from flask_login import LoginManager, current_user

from companion.accounts import oidc, rules, service, sign_in
from companion.accounts.rules import CITIZEN, SIGN_IN_DAYS
from companion.accounts.sign_in import Me
from companion.foundation import clock, intake, runtime
from companion.foundation.errors import N_, NotAllowed, SignInNeeded
from companion.language.table import readable
from companion.web import reader, way_back
from companion.web.page import SHELF, Keep, page

View = Callable[..., Any]
Strength = Literal["any", "strong"]
A_DAY = 86_400  # seconds
DEVICES = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")  # words of a User-Agent (RFC 9110)
SECURE_COOKIE, LOOPBACK_COOKIE = "__Host-companion", "companion"


class TwoFactorsNeeded(NotAllowed):
    """Signed in by a code or a card alone: enough for today's things, not for this page."""

    sentence = N_("Her skal vi være helt sikre på, at det er dig. Log ind med adgangsnøgle eller MitID.")
    way = ("/sign-in/stronger", N_("Se, hvordan du gør"))


class CaseEnded(NotAllowed):
    """The case has ended: what is there can be read and copied for 90 days, nothing new is written."""

    sentence = N_("Dit forløb er slut. Du kan læse alt her, men ikke sende noget. Ring, hvis du har brug for os.")
    way = ("/help", N_("Se, hvem du kan ringe til"))


def install(app: Flask) -> None:
    """Recognise the reader of every request by the cookie (Flask-Login asks us, nothing is kept in a session)."""
    logins = LoginManager()
    logins.session_protection = None
    logins.request_loader(_load)
    logins.unauthorized_handler(_refuse)
    logins.init_app(app)
    app.after_request(_remember_use)
    reader.install(app, _known_reader)
    way_back.install(app)


def cookie_name() -> str:
    """`__Host-companion` on https; plain on loopback, where browsers refuse the prefix."""
    return SECURE_COOKIE if runtime.current().config.secure else LOOPBACK_COOKIE


def me() -> Me:
    """The person signed in. Raises SignInNeeded."""
    if not current_user.is_authenticated:
        raise SignInNeeded
    return cast(Me, current_user._get_current_object())  # noqa: SLF001 - werkzeug's documented way out of a proxy


def signed_in_as(
    *roles: str, keep: Keep = None, strength: Strength | None = None, after_end: bool = False
) -> Callable[[View], View]:
    """Let a view in for these roles only; `keep="own"` lets the citizen's own phone keep it for offline.

    Staff need two factors everywhere, a citizen where `strength="strong"`; `"any"` is for the way to a second factor.
    With `after_end` a citizen may still send it when her case has ended: ways out, and her own copy.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            _require(me(), roles, strength)
            _refuse_after_the_end(me(), may_send=after_end)
            g.keep, g.only_reads = keep, me().case_ended_at is not None
            return view(*args, **kwargs)

        guarded.__open_to__ = roles  # type: ignore[attr-defined]
        guarded.__strength__ = strength  # type: ignore[attr-defined]
        return guarded

    return mark


def begin(person: uuid.UUID, *, own_phone: bool, method: str, to: str | None = None) -> Response:
    """This phone is this person's from here on; a former session on it ends. Returns the way on, with the cookie.

    Without `to` it leads where somebody was going when the sign-in was asked for.
    """
    end_former()
    token = sign_in.sign_in(person=person, own_phone=own_phone, method=method, device=device_word())
    response = cast(Response, redirect(to or way_back.wanted(), 303))
    response.set_cookie(
        cookie_name(),
        token,
        max_age=SIGN_IN_DAYS * A_DAY if own_phone else None,  # a shared phone forgets it with its browser
        path="/",
        httponly=True,
        samesite="Lax",  # Strict signs people out of installed apps
        secure=runtime.current().config.secure,
    )
    if to is None:
        way_back.forget(response)
    return reader.end_look(response, service.person(person).language)


def sign_in_form(*, status: int = 200, **typed: Any) -> Response:
    """The page with every way in; `typed` is what a form on it brought, with what is wrong with it."""
    response = page("accounts/sign_in.html", status=status, oidc_doors=oidc.open_doors(), ahead=SHELF, **typed)
    response.headers["Cache-Control"] = "no-store"  # a code may stand in the form
    return response


def end_former() -> None:
    """End the session of this phone, if there is one."""
    if current_user.is_authenticated:
        sign_in.sign_out(sign_in_id=me().sign_in_id, actor=me().actor)


@contextmanager
def shown_as(citizen: Me) -> Iterator[None]:
    """Inside, a page of this citizen's is made for somebody she has let in; her phone does not count as used.

    Raises NotAllowed for anything but reading.
    """
    if request.method != "GET":
        raise NotAllowed
    before = g.pop("_login_user", None)
    g._login_user = citizen  # noqa: SLF001 - Flask-Login's own place
    try:
        yield
    finally:
        g.pop("_login_user")
        if before is not None:
            g._login_user = before  # noqa: SLF001 - Flask-Login's own place


def device_word() -> str | None:
    """What kind of phone or computer this is, in one word; enough to know one's own again."""
    return next((word for word in DEVICES if word in request.user_agent.string), None)


def _require(somebody: Me, roles: tuple[str, ...], strength: Strength | None) -> None:
    if somebody.role not in roles:
        raise NotAllowed
    needed = strength or ("any" if somebody.role == CITIZEN else "strong")
    if needed == "strong" and not somebody.is_strong:
        raise TwoFactorsNeeded


def _refuse_after_the_end(somebody: Me, *, may_send: bool) -> None:
    if somebody.case_ended_at is not None and request.method == "POST" and not may_send:
        raise CaseEnded


def _load(asked: Request) -> Me | None:
    token = asked.cookies.get(cookie_name())
    return sign_in.who(token) if token else None


def _remember_use(response: Response) -> Response:
    """Once a day, after the page is made: `/me/devices` shows when a phone was last used."""
    known = g.get("_login_user")  # Flask-Login's own place; asking `current_user` would look for one
    if isinstance(known, Me) and known.last_seen_on != clock.today():
        sign_in.seen_today(known.sign_in_id)
    return response


def _refuse() -> None:
    raise SignInNeeded


def _known_reader() -> reader.Reader | None:
    if cookie_name() in request.cookies and current_user.is_authenticated:
        return _as_reader(me())
    return None


def _as_reader(person: Me) -> reader.Reader:
    citizen = person.role == rules.CITIZEN
    return reader.Reader(
        language=readable(person.language),
        wanted=person.language,
        name=person.name,
        kind="citizen" if citizen else "staff",
        phone="own" if person.own_phone else "shared",
        owner=intake.owner_token(person.person_id) if citizen else None,
    )
