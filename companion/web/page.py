"""Makes pages: the whole page, the one block htmx asks for, or the same page in a second language."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, cast

from flask import Flask, Response, current_app, g, request, template_rendered
from jinja2 import Environment

from companion.foundation import intake, logs, runtime
from companion.language import overlays
from companion.language.offered import offered_codes
from companion.language.overlays import Overlay
from companion.language.provenance import mark_for
from companion.language.table import SOURCE, Language, language, with_texts
from companion.web import added, htmx, onward, paired, reader
from companion.web.environment import environment

log = logging.getLogger("companion.web")
Keep = Literal["own", "anyone"] | None
# Every phone may keep these: they are nobody's own.
IN_TWO_ALREADY = ("/pair", "/show", "/join")
IN_TWO = "in_two"  # in a form of a page that is read in two languages: the address of that page in one
_CARRIES = re.compile(r'<button name="_language"[^>]* form="([^"]+)"')
SHOWN = ("interpreter", "read", "bus", "reception", "pharmacy", "emergency", "slow")  # sentences to show somebody
SHELF = (
    *("/help", "/first-aid", "/offers", "/course-book", "/check-in/blank", "/check-in/blank/assisted"),
    *("/privacy", "/install", "/glossary"),
    *("/show", *(f"/show/{need}" for need in SHOWN)),
)


@dataclass(frozen=True)
class Place:
    """One place of the bottom bar; `label` is a Danish text, translated when shown."""

    href: str
    icon: str
    label: str


Places = Callable[[reader.Reader], Sequence[Place]]


class Pages:
    """The environments of one app, made on first use."""

    def __init__(self, static: Callable[[str], str], places: Places) -> None:
        self.static = static
        self.places = places
        self._environments: dict[str, tuple[Overlay, Environment]] = {}

    def of(self, code: str) -> Environment:
        """The environment of one language; made anew after a translator changed a text of it."""
        overlay = overlays.current(code)
        made = self._environments.get(code)
        if made is None or made[0] is not overlay:
            shows_unread = runtime.current().config.shows_unread_safety(code)
            shared = {"htmx_config": htmx.CONFIG, "shows_unread_safety": shows_unread}
            made = overlay, environment(code, overlay, self.static, shared)
            if overlay.tried is None:
                self._environments[code] = made
        return made[1]


def install(app: Flask, *, static: Callable[[str], str], places: Places) -> None:
    """Make pages available to this app; `places` tells the bottom bar of a reader."""
    app.extensions["companion-pages"] = Pages(static, places)


def page(
    template: str, *, block: str | None = None, status: int = 200, ahead: Sequence[str] = (), **values: Any
) -> Response:
    """The page in the reader's language; with htmx and a `block`, only that block. `ahead`: what to keep offline."""
    who = reader.current()
    whole = {**_around(who, ahead), **values}
    if whole["leaves_nothing"]:
        keep_as(None)
    if template_rendered.receivers:
        template_rendered.send(current_app._get_current_object(), template=template, context=whole)  # type: ignore[attr-defined]  # noqa: SLF001 - werkzeug's way out of a proxy
    part = block if htmx.asks_for_block(request) else None
    made = rendered(template, whole, who.language, part)
    if g.get("beside") and part is None and status == 200:
        made = _in_two(made, template, whole, g.beside)
    elif part is None and status == 200:
        made = added.words(made, who.language, _parts(who.language))
    around = g.get("beside") and g.beside.around
    made = made if part else added.mark(made, _parts((around or who).language))
    response = Response(made, status, mimetype="text/html")
    response.headers["Content-Language"] = (around or who).language.html
    if beside := reader.one_tap(who):
        response.headers["Companion-Beside"] = language(beside).html  # the copy a phone keeps with this page
    response.headers["Cache-Control"] = "no-store" if who.kind or whole["leaves_nothing"] else "no-cache"
    response.vary.add("HX-Request")
    _say_who_may_keep(response, who, whole_page=part is None and status == 200)
    return response


def keep_as(keep: Keep) -> None:
    """Say who may keep the page that is being made, where only the view itself knows."""
    g.keep = keep


def go_on_at(address: str) -> None:
    """Where a switch of language leads from the page that is being made, where its own address must not stand in it."""
    g.next_url = address


@dataclass(frozen=True)
class Beside:
    """How a page is read in a second language: laid out by `template`, its links led by `link`, maybe only to read.

    `around` is who reads it where that is somebody else than the reader whose page it is: the page around is hers.
    """

    language: Language
    template: str = "web/pair.html"
    link: paired.Link = paired.as_it_is
    only_to_read: bool = False
    around: reader.Reader | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def show_beside(beside: Beside) -> None:
    """Say that the page that is being made is to be read in a second language too, block by block."""
    g.beside = beside


def stay_in_two(address: str) -> None:
    """The page that a switch inside a form makes is read in two languages, like this page that it stood on."""
    lay_out: Callable[[str], None] = current_app.extensions["companion-in-two"]
    lay_out(address)


def rendered(template: str, values: Mapping[str, Any], language: Language, block: str | None = None) -> str:
    """The same values as a page (or block) in any language: nothing in `values` is a finished sentence."""
    pages = cast(Pages, current_app.extensions["companion-pages"])
    found = pages.of(language.code).get_template(template)
    if block is None:
        return found.render(values)
    return "".join(found.blocks[block](found.new_context(dict(values))))


def _in_two(made: str, template: str, values: Mapping[str, Any], beside: Beside) -> str:
    own, other = reader.current().language, beside.language
    how: dict[str, Any] = {"link": beside.link, "only_to_read": beside.only_to_read}
    said, is_uneven = _as_it_is if beside.only_to_read else added.links, False
    if own.code == other.code:
        blocks = paired.alone(said(made, own), **how)
    else:
        first, second = said(made, own), said(rendered(template, values, other), other)
        try:
            blocks = paired.points(first, second, f"-{other.code}", **how)
        except paired.Uneven:
            log.exception("sides-differ", extra={logs.FACTS: {"template": template}})
            danish = second if other.code == SOURCE else first
            own, blocks, is_uneven = language(SOURCE), paired.alone(danish, **how), True
    around = beside.around or reader.current()
    mark = mark_for(around.wanted, around.language) or mark_for(other.code, other) or values["language_mark"]
    more = {"points": blocks, "first": own, "second": other, "is_uneven": is_uneven, "language_mark": mark}
    carries = None if beside.only_to_read else _CARRIES.search(made)
    more |= {"one_tap": _one_tap(around), "language_form": carries and carries[1]}
    return rendered(beside.template, {**values, **more, **beside.values}, around.language)


def _parts(language: Language) -> Any:
    """The macros of `web/parts.html` in one language."""
    return cast(Pages, current_app.extensions["companion-pages"]).of(language.code).globals["parts"]


def _as_it_is(html: str, _language: Language) -> str:
    return html


def _around(who: reader.Reader, ahead: Sequence[str]) -> dict[str, Any]:
    settings = runtime.current().config
    pages = cast(Pages, current_app.extensions["companion-pages"])
    return {
        "page_name": g.get("page_name", request.endpoint),
        "request_path": request.path,
        "reader": who if who.kind and not _is_neutral(who) else None,
        "owner_token": None if g.get("keep") == "anyone" else who.owner,
        "neutral": g.get("keep") == "anyone",
        "intake_key": intake.public_key(),
        "keep": ",".join(ahead if who.phone == "own" else SHELF) if ahead else None,
        "places": pages.places(reader.Reader(who.language) if _is_neutral(who) else who),
        "languages": _with_texts(offered_codes()),
        "one_tap": _one_tap(who),
        "language_mark": mark_for(who.wanted, who.language),
        "demo": settings.demo,
        "second": None,
        "pair_at": _pair_at(who),
        "at_hand": None if _is_neutral(who) else _asked("companion-at-hand"),  # what goes along with her: a talk
        "watches": False,  # whether the page itself asks how that stands
        "leaves_nothing": bool(_asked("companion-leaves-nothing")),  # no worker and no storage on this phone
        "language_form": None,
        "only_reads": g.get("only_reads", False),
        "next_url": g.get("next_url") or onward.here(),
    }


def _one_tap(who: reader.Reader) -> Language | None:
    """The language that has a button of its own on every page."""
    code = reader.one_tap(who)
    return language(code) if code else None


def _pair_at(who: reader.Reader) -> str | None:
    """Where a citizen reads this page in two languages; nowhere if she knows Danish alone, or it is no page of hers."""
    hers = who.kind == "citizen" and reader.one_tap(who) and not _is_neutral(who)
    if not hers or request.method != "GET" or g.get("beside") or request.path.startswith(IN_TWO_ALREADY):
        return None
    return f"/pair{'/today' if request.path == '/' else request.path}{onward.asked()}"


def _asked(name: str) -> Any:
    """What a room above has to say about this page; nothing where that room is not installed."""
    ask: Callable[[], Any] | None = current_app.extensions.get(name)
    return ask() if ask else None


@cache
def _with_texts(codes: tuple[str, ...]) -> tuple[Language, ...]:
    return tuple(with_texts(codes))


def _is_neutral(who: reader.Reader) -> bool:
    """Whether this page may stay on a phone that others hold too: then it shows nobody's places (R7)."""
    return g.get("keep") == "anyone" and who.phone != "own"


def _say_who_may_keep(response: Response, who: reader.Reader, *, whole_page: bool) -> None:
    keep: Keep = g.get("keep") if whole_page else None
    if who.owner and not _is_neutral(who):
        response.headers["Companion-Owner"] = who.owner  # another owner's kept pages leave the phone
    if keep == "own" and who.phone == "own" and who.owner:
        response.headers["Companion-Keep"] = "own"
    elif keep == "anyone":
        response.headers["Companion-Keep"] = "anyone"
    else:
        response.headers["Companion-Keep"] = "never"
