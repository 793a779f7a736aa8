"""The parts a browser needs to keep the app on a phone: worker, manifest, offline page; and `/healthz`."""

import hashlib
import json

from flask import Blueprint, Response, g

from companion.language import neutral
from companion.language.table import SOURCE
from companion.language.words import words
from companion.web import leaves, reader, scripts
from companion.web.open_door import open_to_all
from companion.web.page import page
from companion.web.static import PREFIX, published_names

web = Blueprint("web", __name__)
SHELL = (
    "companion.css",
    "icons.svg",
    "vendor/htmx.min.js",
    "start.js",
    "outbox.js",
    "check_in.js",
    "call_me.js",
    "more.js",
)
PAPER = "#fbf8f3"


@web.get("/service-worker.js")
@open_to_all()
def service_worker() -> Response:
    """The worker: one classic script, so that older phones run it."""
    response = Response(_worker_source(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@web.get("/manifest.webmanifest")
@open_to_all()
def manifest() -> Response:
    """What the phone needs to install the app."""
    language = reader.current().language
    names = published_names()
    said = {
        "name": "Companion",
        "short_name": "Companion",
        "description": str(words(language.code).plain("Din plan, dine aftaler og den, der har ansvaret.")),
        "lang": language.html,
        "dir": language.dir,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": PREFIX + names[f"icon-{size}.png"], "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ],
    }
    response = Response(json.dumps(said, ensure_ascii=False), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


@web.get("/offline")
@open_to_all(keep="anyone")
def offline() -> Response:
    """Shown when there is no connection and the page was not kept."""
    g.page_name = "offline"
    return page("web/offline.html")


@web.get("/healthz")
@open_to_all()
def healthz() -> Response:
    """Alive: the process answers."""
    return Response("ok\n", mimetype="text/plain")


def _worker_source() -> str:
    names = published_names()
    shell = [PREFIX + names[name] for name in SHELL] + ["/offline"]
    source = scripts.joined(scripts.WORKER)
    version = hashlib.sha256((source + "".join(shell)).encode()).hexdigest()[:12]
    told = {"version": version, "shell": shell, "static_prefix": PREFIX, "in_every_language": leaves.IN_EVERY_LANGUAGE}
    settings = json.dumps(told | {"notice": _notice(names)})
    return f"const COMPANION = {settings};\n{source}"


def _notice(names: dict[str, str]) -> dict[str, str]:
    """What a notice says whose content the worker cannot read, and the picture of every notice."""
    text = neutral.notice(SOURCE)
    language = {"lang": text.language.html, "dir": text.language.dir}
    return {"title": text.title, "body": text.body, "icon": PREFIX + names["icon-192.png"], **language}
