"""A small server with programmable faults: pages, scripts and the sealed intake."""

import json
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from service_worker.tests import assembly, fake_pages
from service_worker.tests.lying import worker_lies
from service_worker.tests.sealed_intake import Intake, Item, receipt_of

PLENTY = 20.0  # s: no step of a healthy run takes this long, even on a busy machine
CITIZEN_SCRIPTS = ["vendor/htmx.min.js", "start.js", "outbox.js", "call_me.js"]
HALF_A_DAY = 43_200  # s until the midnight of the list of the day
DRAWING = "/static/drawings/week1.a1b2c3.svg"
Fault = Callable[["FakeServer", Item], Response]


class Quiet(WSGIRequestHandler):
    """Writes nothing to the terminal."""

    def log(self, *_: Any) -> None:
        """Says nothing."""


class FakeServer:
    """What arrived, in which order, and what to answer next."""

    def __init__(self) -> None:
        self.intake = Intake()
        self.posts: list[Item] = []
        self.reports: list[dict[str, str]] = []  # what the worker told of notices
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.seen: list[tuple[str, bool]] = []  # path, fetched ahead?
        self.stored: dict[str, Item] = {}
        self.arrived_at: dict[str, float] = {}
        self.faults: list[Fault] = []
        self.bad_keys: dict[str, Fault] = {}
        self.slow_paths: set[str] = set()
        self.version = "v1"
        self.clock_shift = 0  # ms by which the clock of the next worker is wrong
        self.phone = "own"
        self.language = "da"
        self.text = ""  # what every page says beside its name
        self.day = False  # whether the list of the day may be kept
        self.keep_list = "/,/plan,/check-in,/course/1,/me/seen"
        self.released = threading.Event()
        self.changed = threading.Condition()
        self._server = make_server("127.0.0.1", 0, self.answer, threaded=True, request_handler=Quiet)
        self.url = f"http://localhost:{self._server.port}"
        serve = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        serve.start()

    def close(self) -> None:
        """Lets held requests go and stops."""
        self.released.set()
        self._server.shutdown()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Returns as soon as the condition holds; the browser goes on meanwhile."""
        with self.changed:
            assert self.changed.wait_for(condition, PLENTY), f"posts: {len(self.posts)}, seen: {self.seen}"

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The WSGI door."""
        request = Request(environ)
        response = self._route(request)
        response.headers.setdefault("Content-Security-Policy", fake_pages.CSP)
        return response(environ, start_response)

    def _route(self, request: Request) -> Response:
        path, owner = request.path, request.cookies.get("owner", "")
        if path.startswith("/static/"):
            return self._static(path.removeprefix("/static/"))
        if path == "/service-worker.js":
            return Response(self._worker(), mimetype="text/javascript")
        if path.endswith("/sealed"):
            return self._sealed(request, owner)
        if path == "/push/seen":
            return self._report(request)
        if request.method == "POST":
            return self._form(request)
        return self._page(request, owner)

    def _worker(self) -> str:
        names = [*CITIZEN_SCRIPTS, "check_in.js", "more.js", "look.css", f"only-{self.version}.css"]
        shell = [*(f"/static/{name}" for name in names), "/offline"]
        return worker_lies(assembly.worker_script(self.version, shell), self.clock_shift)

    def _static(self, name: str) -> Response:
        self._note(f"/static/{name}", False)
        if name.endswith(".js"):
            return Response(assembly.script(name), mimetype="text/javascript")
        kinds = {"css": "text/css", "svg": "image/svg+xml", "mp3": "audio/mpeg"}
        return Response("<svg xmlns='http://www.w3.org/2000/svg'/>" if "svg" in name else "", mimetype=kinds[name[-3:]])

    def _report(self, request: Request) -> Response:
        with self.changed:
            self.reports.append(json.loads(request.get_data()))
            self.changed.notify_all()
        return Response(status=204)

    def _form(self, request: Request) -> Response:
        with self.changed:
            self.forms.append((request.path, request.form.to_dict()))
            self.changed.notify_all()
        response = Response(status=303, headers={"Location": "/sign-in" if request.path == "/sign-out" else "/plan"})
        if request.path == "/sign-out":
            response.delete_cookie("owner")
        return response

    def _page(self, request: Request, owner: str) -> Response:
        path = request.path
        if path in self.slow_paths:
            self.released.wait(PLENTY)
        purpose = request.headers.get("Companion-Purpose")
        self._note(path, purpose == "keep")
        neutral, never = path in ("/offline", "/help"), path in ("/me/seen", "/sign-in") or self.phone != "own"
        keep = "anyone" if neutral else "never" if never or not owner else "own"
        headers = {"Companion-Keep": keep, "Cache-Control": "no-store", "Content-Language": self.language}
        if self.language != "da":
            headers["Companion-Beside"] = "da"
        if owner and not neutral:
            headers["Companion-Owner"] = owner
        if path == "/desk/today" and self.day:
            headers |= {"Companion-Keep": "day", "Companion-Until": str(int((time.time() + HALF_A_DAY) * 1000))}
        if purpose == "beside":
            danish = json.dumps({"da": f"<main>{path} {self.text}</main>"})
            return Response(danish, mimetype="application/json", headers=headers | {"Content-Language": "da"})
        return Response(self._html(path, "" if neutral else owner, request), mimetype="text/html", headers=headers)

    def _html(self, path: str, owner: str, request: Request) -> str:
        metas = {"intake": self.intake.public(), "more": "/static/more.js"}
        if owner:
            metas["owner"] = owner
            metas |= {"keep": self.keep_list} if self.phone == "own" else {}
        scripts = CITIZEN_SCRIPTS if owner else CITIZEN_SCRIPTS[:2]
        body = self.text + fake_pages.BOXES + (fake_pages.CALL_ME if path == "/" else "")
        if path == "/desk/today":
            body += fake_pages.day_until(time.time() + HALF_A_DAY)
        if path == "/check-in":
            body += fake_pages.check_in_form({name: int(value) for name, value in request.args.items()})
        if path.startswith("/course"):
            body += f'<img src="{DRAWING}" alt=""><a href="/static/audio/week1.a1.mp3">listen 200 kB</a>'
        scripts = [*scripts, "check_in.js"] if path == "/check-in" else scripts
        scripts = [*scripts, "day.js"] if path == "/desk/today" else scripts
        return fake_pages.page(f"{path} of {owner or 'nobody'}", body, metas, scripts)

    def _sealed(self, request: Request, owner: str) -> Response:
        item: Item = json.loads(request.get_data())
        fault = self._received(item)
        if fault:
            return fault(self, item)
        if request.headers.get("Sec-Fetch-Site") != "same-origin" or item["owner"] not in (owner, ""):
            return Response("not yours", status=403 if owner else 401)
        return self.store(item)

    def _received(self, item: Item) -> Fault | None:
        with self.changed:
            self.posts.append(item)
            self.changed.notify_all()
            if item["key"] in self.bad_keys:
                return self.bad_keys[item["key"]]
            return self.faults.pop(0) if self.faults else None

    def store(self, item: Item) -> Response:
        """Opens and stores the item once; a known one answers 200, other content 409."""
        content = self.intake.open(item)
        with self.changed:
            known = self.stored.setdefault(item["key"], content)
            first = self.arrived_at.setdefault(item["key"], time.monotonic())
            status = 409 if known != content else 201 if known is content and first else 200
            self.changed.notify_all()
        return echo(item, status)

    def _note(self, path: str, ahead: bool) -> None:
        with self.changed:
            self.seen.append((path, ahead))
            self.changed.notify_all()


def echo(item: Item, status: int = 201) -> Response:
    """The honest answer."""
    body = {"key": item["key"], "receipt": receipt_of(item["key"])}
    return Response(json.dumps(body), status=status, mimetype="application/json")
