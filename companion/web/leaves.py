"""One page in every offered language, in one answer: a phone keeps it and can switch language without a connection."""

from __future__ import annotations

from flask import Flask, Response, current_app, jsonify, request

from companion.foundation import runtime
from companion.language.table import Language, with_texts
from companion.web import reader

PURPOSE = "languages"  # of the request header `Companion-Purpose`
SHELL_PAGE = "/offline"  # whole: its header, bar and foot are those of every page
IN_EVERY_LANGUAGE = (SHELL_PAGE, "/help", "/check-in/blank", "/check-in")
PASSED_ON = ("Cache-Control", "Companion-Keep", "Companion-Owner")
_MAIN, _END = "<main", "</main>"


def install(app: Flask) -> None:
    """Answer what a phone asks ahead; every guard of the page itself stands before each of its languages."""
    app.before_request(_answer)


def _answer() -> Response | None:
    if request.headers.get("Companion-Purpose") != PURPOSE or request.method != "GET":
        return None
    if request.path not in IN_EVERY_LANGUAGE:
        return None
    who = reader.current()
    made = {known.code: _in(known, who) for known in with_texts(runtime.current().config.offered_languages)}
    reader.recognise(who)
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
    """What differs from page to page: the title and the main part."""
    if request.path == SHELL_PAGE:
        return html
    title = html[html.index("<title>") : html.index("</title>")]
    return f"{title}</title>{html[html.index(_MAIN) : html.index(_END) + len(_END)]}"
