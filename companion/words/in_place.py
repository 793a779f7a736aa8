"""A proposed wording on the page where it will stand: everybody's pages, and those of made-up people (`sample`)."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from flask import current_app, request
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException

from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import shown_as
from companion.foundation.errors import Invalid, Refusal
from companion.interpreting.in_conversation import html_of
from companion.language import overlays
from companion.language.checking import PLACEHOLDER
from companion.language.table import SOURCE, language
from companion.web import paired, reader
from companion.web.page import SHELF
from companion.words import sample, workbench
from companion.words.workbench import Text

EVERYBODY = "everybody"
PAGES = (*SHELF, "/was")  # what everybody may read is looked at first
OF_A_CITIZEN = re.compile(r"/desk/<uuid:citizen(?:_id)?>(/[a-z-]+)*")  # and at no other page with a key in its address
MOST_TRIED = 4  # a short text stands in longer ones too
TRIED = "data-tried"
_LINKS = re.compile(r"</?a\b[^>]*>")  # words of the system are linked in the middle of a sentence


@dataclass(frozen=True)
class Place:
    """A page, and those of its blocks where the wording stands, with nothing in them that can be sent.

    `address` is empty for a page of somebody made up: there is nothing to open.
    """

    address: str
    blocks: Sequence[Markup]


@dataclass(frozen=True)
class _Page:
    address: str
    role: str  # whose eyes it is read with


def shown(text: Text, forms: Sequence[str], code: str) -> Place | None:
    """Where it would stand; None for a broken wording, and where no page has the text as it is usually shown."""
    try:
        said = workbench.checked(text, forms, wanted_forms=workbench.wanted_forms(code, text.source))
    except Invalid:
        return None
    danish = text.source.danish
    with overlays.trying(code, danish[0], said):
        for page in islice((page for page in _pages() if _stands_on(page, danish[-1])), MOST_TRIED):
            if blocks := _blocks(_read(page, code)):
                return Place(page.address if page.role == EVERYBODY else "", blocks)
    return None


def _pages() -> Iterator[_Page]:
    """Everybody's, hers, then the desk's; the keys of addresses stand for the made-up citizen."""
    yield from (_Page(address, EVERYBODY) for address in PAGES)
    roles = (CITIZEN, "caseworker", "health-coordinator")
    rules = [rule for rule in current_app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    for role in roles:
        for rule in rules:
            doors = getattr(current_app.view_functions[rule.endpoint], "__open_to__", ())
            if role in doors and (not rule.arguments or OF_A_CITIZEN.fullmatch(rule.rule)):
                yield _Page(rule.rule, role)


def _stands_on(page: _Page, danish: str) -> bool:
    longest = max(PLACEHOLDER.split(danish), key=len)
    in_danish = _read(page, SOURCE) if page.role == EVERYBODY else _of_sample(page)
    return str(escape(longest)) in _LINKS.sub("", in_danish)


@lru_cache(512)
def _of_sample(page: _Page) -> str:
    """The page of a made-up person in Danish, read once: made-up people do nothing."""
    return _read(page, SOURCE)


def _blocks(page: str) -> Sequence[Markup]:
    if not page:
        return []
    found = [one.other for one in paired.points(page, page, "-tried", only_to_read=True) if TRIED in one.other]
    return [Markup(html.replace("<details", "<details open")) for html in found]  # noqa: S704 - our own page


def _read(page: _Page, code: str) -> str:
    """The page as this reader gets it in this language; empty where it leads elsewhere."""
    with _asked_by(page, code):
        view = current_app.view_functions[request.endpoint or ""]
        try:
            return str(html_of(view, dict(request.view_args or {})).get_data(as_text=True))
        except (Refusal, HTTPException):
            return ""


@contextmanager
def _asked_by(page: _Page, code: str) -> Iterator[None]:
    """Inside, a request of its own asks for the page."""
    if page.role == EVERYBODY:
        with _a_request(page.address):
            reader.recognise(reader.Reader(language(code), wanted=code))
            yield
        return
    with sample.entered() as made:
        address = re.sub("<[^>]+>", str(made.citizen), page.address)
        her = reader.Reader(language(code), wanted=code, name=made.readers[page.role].name, kind="citizen", phone="own")
        with _a_request(address), shown_as(made.readers[page.role]):
            reader.recognise(her if page.role == CITIZEN else replace(her, kind="staff"))
            yield


@contextmanager
def _a_request(address: str) -> Iterator[None]:
    """A request of its own, and with it a `g` of its own: the page around is a translator's."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - werkzeug's way out of a proxy
    with app.app_context(), app.test_request_context(address):
        yield
