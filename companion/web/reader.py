"""Who reads the page that is being made: known from sign-in, or a stranger with a language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeVar, cast

from flask import Flask, Response, current_app, g, request
from werkzeug.wrappers import Response as AnyResponse

from companion.foundation import runtime
from companion.language.negotiation import choose
from companion.language.offered import offered_codes, offered_languages
from companion.language.table import SOURCE, Language, languages

# A choice on this phone, no person in it.
SECURE_COOKIE, LOOPBACK_COOKIE = "__Host-companion-language", "companion-language"
HOME = "."  # in it, between Danish and the language that was left for it: `da.ar`
Answer = TypeVar("Answer", bound=AnyResponse)
FOR_EVER = 400 * 24 * 60 * 60  # seconds, the longest life a browser gives a cookie


@dataclass(frozen=True)
class Reader:
    """The reader of a page; `wanted` is her language even while Danish has to stand in for it.

    `home` is the language she left for Danish on this phone: one tap leads back to it.
    """

    language: Language
    wanted: str | None = None
    name: str | None = None
    kind: Literal["citizen", "staff"] | None = None
    phone: Literal["own", "shared"] | None = None
    owner: str | None = None
    home: str | None = None

    @property
    def wanted_code(self) -> str:
        """The language she reads, where Danish must not stand in for it: instruments and consents."""
        return self.wanted or self.language.code


def language_cookie() -> str:
    """`__Host-…` on https, so that no neighbour host sets it; plain on loopback, where browsers refuse the prefix."""
    return SECURE_COOKIE if runtime.current().config.secure else LOOPBACK_COOKIE


def install(app: Flask, known: Callable[[], Reader | None]) -> None:
    """`known` tells who is signed in; it is asked once a request, when somebody first wants to know."""
    app.extensions["companion-known-reader"] = known
    app.after_request(_keep_home)


def current() -> Reader:
    """The reader of this request."""
    if "reader" not in g:
        found = current_app.extensions["companion-known-reader"]() or _stranger()
        g.reader = replace(found, home=_remembered()[1])
    return cast(Reader, g.reader)


def stay_unknown() -> None:
    """Whoever is not known by now stays a stranger: after a fault nobody is asked again who reads."""
    if "reader" not in g:
        g.reader = _stranger()


def recognise(reader: Reader) -> None:
    """From here on this request is read by somebody known."""
    g.reader = reader


def in_language(reader: Reader, language: Language) -> Reader:
    """The same reader after she switched language in the middle of a form."""
    left = reader.language.code
    return replace(reader, language=language, wanted=language.code, home=reader.home if left == SOURCE else left)


def one_tap(reader: Reader) -> str | None:
    """The language one tap leads to: Danish, or from Danish back to the one that was left for it."""
    if reader.language.code != SOURCE:
        return SOURCE
    offered = {known.code for known in offered_languages()}
    return reader.home if reader.home in offered else None


def remember(response: Answer, code: str) -> Answer:
    """Keep the choice of language on this phone, for pages before sign-in and for the way back from Danish."""
    home = in_language(current(), languages()[code]).home if code == SOURCE else None
    said = f"{code}{HOME}{home}" if home else code
    secure = runtime.current().config.secure
    response.set_cookie(language_cookie(), said, max_age=FOR_EVER, samesite="Lax", secure=secure, httponly=True)
    return response


def _remembered() -> tuple[str, str | None]:
    """What this phone was told: the language, and the one that was left for Danish."""
    chosen, _, home = request.cookies.get(language_cookie(), "").partition(HOME)
    return chosen, home if chosen == SOURCE and home in languages() and home != SOURCE else None


def _keep_home(response: Response) -> Response:
    """A switch to Danish in the middle of a form is remembered too, so that one tap leads back."""
    who: Reader | None = g.get("reader")
    is_new = who is not None and who.language.code == SOURCE and who.home not in (None, _remembered()[1])
    said = any(value.startswith(language_cookie() + "=") for value in response.headers.getlist("Set-Cookie"))
    return remember(response, SOURCE) if is_new and not said else response


def _stranger() -> Reader:
    chosen, _ = _remembered()
    offered = offered_codes()
    language = choose(own=None, chosen=chosen or None, asked=request.accept_languages.values(), offered=offered)
    return Reader(language, wanted=chosen if chosen in languages() else language.code)
