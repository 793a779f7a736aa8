"""`create_ordinary(ground)`: an ordinary Flask application with the Today page and the sealed intake."""

from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_login import LoginManager, current_user
from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import Session, joinedload, scoped_session, sessionmaker

from bench.ordinary import words
from bench.ordinary.check_in import check_in
from bench.ordinary.records import Person, SignIn
from bench.ordinary.templates import ordinary_templates
from bench.ordinary.today import today
from companion.app.places import CITIZEN_PLACES
from companion.foundation import crypto, intake, places, runtime
from companion.foundation.runtime import Runtime
from companion.language import formats
from companion.language.provenance import mark_for
from companion.language.table import language, with_texts
from companion.web import htmx
from companion.web.environment import Hands
from companion.web.security import HEADERS

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")  # as Companion's own


def create_ordinary(ground: Runtime) -> Flask:
    """The application on this database and these keys."""
    app = Flask("ordinary", static_folder=str(places.static()), static_url_path="/static")
    app.secret_key = "the same cookie is read from the database"
    app.extensions["db"] = _session(ground)
    app.extensions["ground"] = ground
    _prepare_templates(app)
    _prepare_login(app)
    app.register_blueprint(today)
    app.register_blueprint(check_in)
    app.context_processor(_around)
    app.after_request(_dress)
    app.teardown_appcontext(lambda _fault: app.extensions["db"].remove())
    return app


def _session(ground: Runtime) -> scoped_session[Session]:
    engine = create_engine(ground.config.database_url)
    event.listen(engine, "connect", _set_pragmas)
    return scoped_session(sessionmaker(engine))


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _prepare_templates(app: Flask) -> None:
    app.jinja_loader = ordinary_templates()
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.i18n"]}
    app.jinja_env.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals |= {"said": words.said, "danish_line": words.danish_line, "language": _Language()}
    app.jinja_env.filters |= {
        "weekday_date": words.weekday_date,
        "clock_time": words.clock_time,
        "part_of_day": lambda when: formats.part_of_day(words.danish(when)),
        "hands": lambda when: Hands(*formats.hands(words.danish(when))),
    }


class _Language:
    """The language of the request as a template global, as Flask's own `request` and `g` are."""

    def __getattr__(self, name: str) -> Any:
        return getattr(words.shown_language(), name)


def _prepare_login(app: Flask) -> None:
    logins = LoginManager(app)
    logins.session_protection = None
    logins.request_loader(_load)


def _load(asked: Any) -> Person | None:
    token = asked.cookies.get("companion")
    if not token:
        return None
    with runtime.bound(current_app.extensions["ground"]):
        token_hash = crypto.keyed_hash("sign-in", token)
    query = select(SignIn).options(joinedload(SignIn.person)).filter_by(token_hash=token_hash, ended_at=None)
    found: SignIn | None = current_app.extensions["db"].scalars(query).first()
    if found is None or found.person.disabled_at:
        return None
    g.own_phone = found.own_phone
    return found.person


def _around() -> dict[str, Any]:
    """The context processor: what every template needs."""
    with runtime.bound(current_app.extensions["ground"]) as ground:
        person, own = current_user, g.get("own_phone")
        return {
            "page_name": request.endpoint,
            "request_path": request.path,
            "reader": {"kind": "citizen", "phone": "own" if own else "shared"},
            "owner_token": intake.owner_token(person.id),
            "intake_key": intake.public_key(),
            "htmx_config": htmx.CONFIG,
            "places": CITIZEN_PLACES,
            "languages": with_texts(ground.config.offered_languages),
            "language_mark": mark_for(person.language, language(person.language)),
            "demo": ground.config.demo,
            "one_tap": None if person.language == "da" else language("da"),
            "pair_at": None if person.language == "da" else "/pair/today",
            "at_hand": None,
            "watches": False,
            "leaves_nothing": False,
            "next_url": request.full_path.rstrip("?"),
        }


def _dress(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
