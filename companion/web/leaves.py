"""One page in every offered language, in one answer, or in the one language a tap leads to: a phone keeps it.

So it can switch language without a connection: everywhere in what few pages need, else between her own and Danish.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Flask, Response, current_app, jsonify, request

from companion.language.offered import offered_languages
from companion.language.table import SOURCE, Language, language
from companion.web import reader

EVERY, BESIDE = "languages", "beside"  # what the request header `Companion-Purpose` asks for
DANISH = "danish"  # the same as BESIDE, as workers on phones said it that did not know the way back from Danish
SHELL_PAGE = "/offline"  # whole: its header, bar and foot are those of every page
IN_EVERY_LANGUAGE = (
    *(SHELL_PAGE, "/help", "/check-in/blank", "/check-in/blank/assisted"),  # nobody's
    *("/check-in", "/check-in/assisted"),
)
PASSED_ON = ("Cache-Control", "Companion-Keep", "Companion-Owner")
_MAIN, _END = "<main", "</main>"
OK = 200
_ANSWERS = re.compile(r'(<div class="answers"[^>]*>)(.*?)(?=</div>)', re.DOTALL)
_NAME = re.compile(r'name="([\w-]+)"')
_ICON = re.compile(r'<svg class="icon( mirror)?" aria-hidden="true"><use href="[^"#]*#([\w-]+)"/></svg>')
_HAND = r'<path d="[\w. ]+" transform="rotate\((\d+) 12 12\)"/>'
_CLOCK = re.compile(rf'<svg class="clock" viewBox="0 0 24 24" aria-hidden="true"><use [^>]*/>{_HAND}{_HAND}</svg>')


def install(app: Flask) -> None:
    """Answer what a phone asks ahead; every guard of the page itself stands before each of its languages."""
    app.before_request(_answer)


def _answer() -> Response | None:
    purpose = request.headers.get("Companion-Purpose") if request.method == "GET" else None
    if purpose in (BESIDE, DANISH):
        return _beside(SOURCE if purpose == DANISH else reader.one_tap(reader.current()) or SOURCE)
    if purpose != EVERY or request.path not in IN_EVERY_LANGUAGE:
        return None
    who = reader.current()
    made = {known.code: _in(known, who) for known in offered_languages()}
    reader.recognise(who)
    return _together(made)


def _beside(code: str) -> Response:
    """Any page, behind its own door; what is no page of ours is answered as it is."""
    who = reader.current()
    made = _in(language(code), who)
    reader.recognise(who)
    is_page = made.mimetype == "text/html" and made.status_code == OK
    if not is_page or _MAIN not in made.get_data(as_text=True):
        return made
    answer = _together({code: made})
    answer.headers["Content-Language"] = made.headers["Content-Language"]
    return answer


def _together(made: Mapping[str, Response]) -> Response:
    answer = jsonify({code: _leaf(one.get_data(as_text=True)) for code, one in made.items()})
    for name, said in next(iter(made.values())).headers.items():
        if name in PASSED_ON:
            answer.headers[name] = said
    return answer


def _in(language: Language, who: reader.Reader) -> Response:
    """The page as this reader would get it in this language."""
    reader.recognise(reader.in_language(who, language))
    return current_app.make_response(current_app.dispatch_request())


def _leaf(html: str) -> str:
    """What differs from page to page: the title and the main part; of the page around all but its head."""
    title = html[html.index("<title>") : html.index("</title>")]
    if request.path == SHELL_PAGE:
        start = html[html.index("<html") : html.index("<head")]
        return short(f"{start}{title}</title>{html[html.index('<body') :]}")
    return short(f"{title}</title>{html[html.index(_MAIN) : html.index(_END) + len(_END)]}")


def short(html: str) -> str:
    """Pictograms by their names, `<icon mirror#back>`, clocks by their hands, `<clock#60#180>`, answers once.

    Answers that come again are `<same#calm>`. The script knows the rest from the page it is on, and from the first
    answers (`static/turning.js`).
    """
    return _said_once(_CLOCK.sub(r"<clock#\1#\2>", _ICON.sub(r"<icon\1#\2>", html)))


def _said_once(html: str) -> str:
    first = _ANSWERS.search(html)
    name = _NAME.search(first[2]) if first else None
    if first is None or name is None:
        return html

    def once(found: re.Match[str]) -> str:
        own = _NAME.search(found[2])
        is_same = own and found.start() > first.start() and found[2] == first[2].replace(name[0], own[0])
        return f"{found[1]}<same#{own[1]}>" if own and is_same else found[0]

    return _ANSWERS.sub(once, html)
