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

    `home` is the language left for Danish on this phone: one tap leads back to it. A citizen's is always her own.
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
    app.after_request(_keep_choice)


def current() -> Reader:
    """The reader of this request."""
    if "reader" not in g:
        found = current_app.extensions["companion-known-reader"]() or _stranger()
        g.reader = _here(found) if found.kind == "citizen" else replace(found, home=_remembered()[1])
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


def switch(language: Language) -> None:
    """The page that is being made is in this language already, and so are the later ones on this phone."""
    recognise(in_language(current(), language))
    g.chosen_language = language.code


def one_tap(reader: Reader) -> str | None:
    """The language one tap leads to: Danish, or from Danish back to the one that was left for it."""
    if reader.language.code != SOURCE:
        return SOURCE
    is_hers = reader.kind == "citizen"  # also where it is offered no more
    return reader.home if is_hers or reader.home in {known.code for known in offered_languages()} else None


def end_look(response: Answer, own: str) -> Answer:
    """Whoever signs in begins in her own language, whatever was looked at in Danish on this phone before."""
    return remember(response, own) if _remembered() == (SOURCE, own) else response


def remember(response: Answer, code: str) -> Answer:
    """Keep the choice of language on this phone: for pages before sign-in, and for a look at Danish and the way back.

    No person is in it.
    """
    home = in_language(current(), languages()[code]).home if code == SOURCE else None
    said = f"{code}{HOME}{home}" if home else code
    secure = runtime.current().config.secure
    response.set_cookie(language_cookie(), said, max_age=FOR_EVER, samesite="Lax", secure=secure, httponly=True)
    return response


def _remembered() -> tuple[str, str | None]:
    """What this phone was told: the language, and the one that was left for Danish."""
    chosen, _, home = request.cookies.get(language_cookie(), "").partition(HOME)
    return chosen, home if chosen == SOURCE and home in languages() and home != SOURCE else None


def _here(citizen: Reader) -> Reader:
    """A citizen on this phone: in her own language, or while she looks at Danish here (0047)."""
    is_a_look = _remembered() == (SOURCE, citizen.wanted)
    return in_language(citizen, languages()[SOURCE]) if is_a_look else citizen


def _keep_choice(response: Response) -> Response:
    """A switch in the middle of a form is remembered like any other."""
    code: str | None = g.get("chosen_language")
    return remember(response, code) if code else response


def _stranger() -> Reader:
    chosen, _ = _remembered()
    offered = offered_codes()
    language = choose(own=None, chosen=chosen or None, asked=request.accept_languages.values(), offered=offered)
    return Reader(language, wanted=chosen if chosen in languages() else language.code)
