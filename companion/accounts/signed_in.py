"""The Flask door of this room: recognises who is signed in, and lets a view in by role."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Flask, Request, g, request
from flask_login import LoginManager, current_user

from companion.accounts import rules, sign_in
from companion.accounts.sign_in import Me
from companion.foundation import intake, runtime
from companion.foundation.errors import NotAllowed, SignInNeeded
from companion.language.table import readable
from companion.web import reader
from companion.web.page import Keep

View = Callable[..., Any]
SECURE_COOKIE, LOOPBACK_COOKIE = "__Host-companion", "companion"


def install(app: Flask) -> None:
    """Recognise the reader of every request by the cookie (Flask-Login asks us, nothing is kept in a session)."""
    logins = LoginManager()
    logins.session_protection = None
    logins.request_loader(_load)
    logins.unauthorized_handler(_refuse)
    logins.init_app(app)
    reader.install(app, _known_reader)


def cookie_name() -> str:
    """`__Host-companion` on https; plain on loopback, where browsers refuse the prefix."""
    return SECURE_COOKIE if runtime.current().config.secure else LOOPBACK_COOKIE


def me() -> Me:
    """The person signed in. Raises SignInNeeded."""
    if not current_user.is_authenticated:
        raise SignInNeeded
    return cast(Me, current_user._get_current_object())  # noqa: SLF001 - werkzeug's documented way out of a proxy


def signed_in_as(*roles: str, keep: Keep = None) -> Callable[[View], View]:
    """Let a view in for these roles only; `keep="own"` lets the citizen's own phone keep it for offline."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if me().role not in roles:
                raise NotAllowed
            g.keep = keep
            return view(*args, **kwargs)

        guarded.__open_to__ = roles  # type: ignore[attr-defined]
        return guarded

    return mark


def _load(asked: Request) -> Me | None:
    token = asked.cookies.get(cookie_name())
    return sign_in.who(token) if token else None


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
