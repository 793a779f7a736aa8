"""`create_app(config, clock)`: one Flask app over all rooms, bound to its own runtime."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from companion.accounts import signed_in
from companion.accounts.card_pages import card_door
from companion.accounts.code_pages import code_door
from companion.accounts.device_pages import device_room
from companion.accounts.oidc_pages import oidc_door
from companion.accounts.pages import accounts
from companion.accounts.passkey_pages import passkey_door
from companion.app.places import places_of
from companion.app.ready import ready
from companion.appointments.pages import appointments
from companion.checkins.invitation_pages import check_in_invitations
from companion.checkins.pages import check_ins
from companion.checkins.progress_pages import own_progress
from companion.checkins.staff_pages import desk_progress
from companion.desk.agreement_pages import case_questions
from companion.desk.code_pages import hand_over
from companion.desk.pages import desk
from companion.desk.reach_pages import reach_room
from companion.foundation import runtime
from companion.foundation.clock import Clock, SystemClock
from companion.foundation.config import Config
from companion.foundation.runtime import Runtime, open_runtime
from companion.help.pages import help_room
from companion.interpreting.pages import interpreting
from companion.me.agreement_pages import agreements
from companion.me.own_copy_pages import own_copies
from companion.me.pages import me_room
from companion.me.privacy_pages import plain_truth
from companion.me.receipts_pages import receipts_room
from companion.me.result_pages import results
from companion.plan.catalogue_pages import catalogue_room
from companion.plan.offers_pages import offers_room
from companion.plan.pages import plan
from companion.programmes.pages import programmes
from companion.tasks.pages import tasks
from companion.tasks.unsent_pages import unsent_room
from companion.today.pages import today
from companion.web import compression, errors, htmx, leaves, no_session, page, security, static
from companion.web.pwa import web

ROOMS = (
    web,
    ready,
    accounts,
    today,
    plan,
    offers_room,
    catalogue_room,
    appointments,
    check_ins,
    own_progress,
    desk_progress,
    check_in_invitations,
    results,
    programmes,
    tasks,
    unsent_room,
    help_room,
    me_room,
    receipts_room,
    agreements,
    case_questions,
    own_copies,
    plain_truth,
    desk,
    code_door,
    card_door,
    passkey_door,
    oidc_door,
    device_room,
    hand_over,
    reach_room,
    interpreting,
)
Environ = dict[str, Any]
StartResponse = Callable[..., Any]


def create_app(
    config: Config,
    clock: Clock | None = None,
    *,
    ground: Runtime | None = None,
) -> Flask:
    """The whole application; `ground` lets a test share its runtime. Raises KeysMissing."""
    stands_on = ground or open_runtime(config, clock or SystemClock())
    app = Flask("companion", static_folder=None)
    app.secret_key = stands_on.keys.newest("session")[1]
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # Flask's default JSON provider has it
    no_session.install(app)
    htmx.install(app)
    compression.install(app)
    security.install(app)
    errors.install(app)
    signed_in.install(app)
    leaves.install(app)
    for room in ROOMS:
        app.register_blueprint(room)
    app.wsgi_app = _on_ground(_behind(app.wsgi_app, config), stands_on)  # type: ignore[method-assign]
    page.install(app, static=static.install(app, secure=config.secure), places=places_of)
    app.extensions["companion-runtime"] = stands_on
    return app


def _behind(wsgi: Any, config: Config) -> Any:
    """Believe so many proxies of our own, and no others, about where a request comes from; nothing else they say."""
    if not config.trusted_proxies:
        return wsgi
    return ProxyFix(wsgi, x_for=config.trusted_proxies, x_proto=0)


def _on_ground(wsgi: Any, ground: Runtime) -> Any:
    def bound(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        with runtime.bound(ground):
            answered: Iterable[bytes] = wsgi(environ, start_response)
            return answered

    return bound
