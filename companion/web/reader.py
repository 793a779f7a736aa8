"""Who reads the page that is being made: known from sign-in, or a stranger with a language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, cast

from flask import Flask, current_app, g, request

from companion.foundation import runtime
from companion.language.negotiation import choose
from companion.language.table import Language, languages

# A choice on this phone, no person in it.
SECURE_COOKIE, LOOPBACK_COOKIE = "__Host-companion-language", "companion-language"


@dataclass(frozen=True)
class Reader:
    """The reader of a page; `wanted` is her language even while Danish has to stand in for it."""

    language: Language
    wanted: str | None = None
    name: str | None = None
    kind: Literal["citizen", "staff"] | None = None
    phone: Literal["own", "shared"] | None = None
    owner: str | None = None

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


def current() -> Reader:
    """The reader of this request."""
    if "reader" not in g:
        g.reader = current_app.extensions["companion-known-reader"]() or _stranger()
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
    return replace(reader, language=language, wanted=language.code)


def _stranger() -> Reader:
    chosen = request.cookies.get(language_cookie())
    offered = runtime.current().config.offered_languages
    language = choose(own=None, chosen=chosen, asked=request.accept_languages.values(), offered=offered)
    return Reader(language, wanted=chosen if chosen in languages() else language.code)
