"""Which pages a crawl has to open: every GET route of the app, filled with what the demo world links to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from e2e.crawl_world import COMES, HIGH, LOW, READS, ROLE_OF, STRANGER, TRUSTED, World, is_citizen

if TYPE_CHECKING:
    from e2e.crawl_steps import Step

HTML, EVERYBODY = "text/html", "everybody"
FIRST = "citizen-course"  # all pages of hers are opened; of the others some, and what she has nothing of
OWN = ("/", "/plan", "/appointments")
ALSO = ("/me/sharing", "/progress", "/messages", "/check-in/result")  # of two more, whose numbers are low and high
MORE = {
    "/course/<int:number>": 8,
    "/show/<code>": 3,
    "/pair/<path:inner>": 2,
    "/join/talk/<path:inner>": 3,
}  # how many of a route; else one
GUESTS = {  # who came with a code → the routes that are theirs, the first one to begin with
    TRUSTED: ("/trusted",),
    COMES: ("/join",),
    READS: ("/join/talk", "/join/talk/<path:inner>"),
}
ALIKE = ("consultant-other",)  # has the role of somebody else, and nobody to look after
NO_PAGE = {  # a GET route that is no page, or that no crawl can stand on → why
    "/api/": "machines read it, with a token: tests/sync",
    "/healthz": "for operators",
    "/readyz": "for operators",
    "/metrics": "for operators",
    "/service-worker.js": "a script",
    "/manifest.webmanifest": "a file of the browser",
    "/push/key": "a key, read by a script",
    "/pair/now": "read by a script while a talk goes on",
    "/join/ask": "sends on to /join, where it was asked from: tests/interpreting/test_joining.py",
    "/join/now": "read by a script while a talk goes on",
    "/desk/talk/<uuid:talk>/now": "read by a script while a talk goes on",
    "/appointments/<uuid:appointment_id>/calendar.ics": "a file to download",
    "/calendar/<key>.ics": "a file that calendars read",
    "/course-book/sound/<uuid:recording_id>": "a sound",
    "/spoken/<uuid:sound_id>": "a sound",
    "/desk/facts.csv": "a file to download",
    "/desk/insight/tables/<uuid:table_id>.csv": "a file to download",
    "/words/<string:code>/companion.po": "a file to download",
    "/sign-in/oidc/<key>/back": "sends on to a page; e2e/test_oidc.py looks at both",
}
_LINK = re.compile(r'\b(?:href|action)="(/[^"#]*)')


@dataclass
class Pages:
    """What one persona opens: route → addresses, in the order they were found; then the steps no link leads to."""

    persona: str
    of_route: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    steps: Sequence[Step] = ()

    def __iter__(self) -> Iterator[str]:
        return (path for paths in self.of_route.values() for path in paths)


def page_routes(app: Flask) -> Mapping[str, tuple[str, ...]]:
    """Every GET route that is a page → the roles its door lets in."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return {rule.rule: doors(app, rule) for rule in rules if reason(rule.rule) is None and rule.endpoint != "static"}


def doors(app: Flask, rule: Rule) -> tuple[str, ...]:
    """The roles that a route lets in."""
    return tuple(getattr(app.view_functions[rule.endpoint], "__open_to__", ()))


def reason(route: str) -> str | None:
    """Why a route is not crawled; None for a page."""
    return next(
        (why for name, why in NO_PAGE.items() if route == name or (name[-1] == "/" and route.startswith(name))), None
    )


class Explorer:
    """Walks the world by its links, without a browser."""

    def __init__(self, world: World, app: Flask) -> None:
        self.world = world
        self.app = app
        self.routes = page_routes(app)
        self.found: set[str] = set()
        self._adapter = app.url_map.bind("localhost")

    def everybody(self) -> list[Pages]:
        """What each persona opens; together every page there is."""
        walks = [self.walk(STRANGER, lambda _route: True), self.walk(FIRST, lambda _route: True)]
        walks += [self.walk(guest, routes.__contains__, [routes[0]]) for guest, routes in GUESTS.items()]
        for persona in ROLE_OF:
            if persona not in (FIRST, *ALIKE):
                walks.append(self.walk(persona, partial(self._of, persona)))
        return walks

    def missing(self) -> list[str]:
        """Pages that nobody found."""
        return sorted(set(self.routes) - self.found)

    def walk(self, persona: str, keeps: Callable[[str], bool], starts: list[str] | None = None) -> Pages:
        """Follow the links from the routes without an argument; `keeps` says which routes are opened in the crawl."""
        found, seen, new = Pages(persona), set(), set()
        every = [route for route in self.routes if "<" not in route]
        waiting = [*(starts or every), *self.world.also.get(persona, [])]
        while waiting:
            path = waiting.pop(0)
            route = self.route_of(path)
            if path in seen or route is None or len(found.of_route[route]) >= MORE.get(route, 1):
                continue
            seen.add(path)
            told = self.read(persona, path)
            if told is None:
                continue
            found.of_route[route].append(path)
            new.add(route)
            waiting += dict.fromkeys(_LINK.findall(told))
        kept = {route: paths for route, paths in found.of_route.items() if keeps(route)}
        self.found |= new
        return Pages(persona, kept)

    def route_of(self, path: str) -> str | None:
        """The page route of an address, if it has one."""
        try:
            rule, _values = self._adapter.match(path.partition("?")[0], method="GET", return_rule=True)
        except HTTPException:
            return None
        return rule.rule if rule.rule in self.routes else None

    def read(self, persona: str, path: str) -> str | None:
        """The page at an address as this persona gets it; None for what is no page of theirs."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.world.cookies[persona].items())
        client = self.app.test_client(use_cookies=False)
        answer = client.get(path.replace("&amp;", "&"), headers={"Sec-Fetch-Site": "same-origin", "Cookie": cookies})
        return answer.text if answer.status_code == 200 and answer.mimetype == HTML else None

    def _of(self, persona: str, route: str) -> bool:
        if is_citizen(persona):
            return route not in self.found or route in OWN or (persona in (LOW, HIGH) and route in ALSO)
        return route not in self.found or self.routes[route] != (EVERYBODY,)
