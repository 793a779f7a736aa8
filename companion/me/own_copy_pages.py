"""`/me/export` and `/me/erase`: everything about me as a file I keep, and everything about me gone."""

import json

from flask import Blueprint, Response, request
from markupsafe import Markup

from companion.accounts.pages import switched
from companion.accounts.signed_in import cookie_name, me, signed_in_as
from companion.foundation import places, runtime
from companion.language.table import SOURCE, Language, language
from companion.me import erasing, own_copy, sharing
from companion.me.own_copy_lines import sections
from companion.me.own_copy_sections import SECTIONS
from companion.me.own_copy_wording import Wordings
from companion.web import reader
from companion.web.page import go_on_at, page, rendered

own_copies = Blueprint("own_copies", __name__)
COPY, ENTRY = "me/own_copy.html", "me/own_copy_entry.html"


@own_copies.get("/me/export")
@signed_in_as("citizen", strength="strong")
def export() -> Response:
    """What is in the copy, and its two forms."""
    return page("me/export.html", headings=list(SECTIONS.values()))


@own_copies.post("/me/export/companion.html")
@signed_in_as("citizen", strength="strong", after_end=True)
def to_read() -> Response:
    """One file to read or print, in her language and in Danish beside each other; it needs no connection."""
    whole = as_page(own_copy.copy_of(me().person_id), reader.current().language)
    own_copy.made(form="html", actor=me().actor)
    return _file(whole, "html", "text/html")


@own_copies.post("/me/export/companion.json")
@signed_in_as("citizen", strength="strong", after_end=True)
def to_take_along() -> Response:
    """The same as JSON, for another system."""
    whole = own_copy.copy_of(me().person_id).plain()
    own_copy.made(form="json", actor=me().actor)
    return _file(json.dumps(whole, ensure_ascii=False, indent=1), "json", "application/json")


@own_copies.get("/me/erase")
@signed_in_as("citizen", strength="strong")
def erase_page() -> Response:
    """What goes, what stays and why, what others already have; then one box and one button."""
    return _erase_page()


@own_copies.post("/me/erase")
@signed_in_as("citizen", strength="strong", after_end=True)
def erase() -> Response:
    """Everything goes; the answer is a receipt for nobody: she is signed out."""
    if switched():
        return _erase_page()
    own_phone, read_in = me().own_phone, reader.current().language
    try:
        removed = erasing.erase(sure=_ticked("sure"), ask_removal=_ticked("remove"), actor=me().actor)
    except erasing.SayThatYouMeanIt as missing:
        return _erase_page(missing.sentence)
    reader.recognise(reader.Reader(read_in, wanted=read_in.code))
    gone = [(heading, removed[table]) for table, heading in SECTIONS.items() if removed.get(table)]
    go_on_at("/sign-in")  # she is nobody here any more
    response = page("me/erased.html", gone=gone, stays=erasing.what_stays())
    response.delete_cookie(cookie_name(), path="/", secure=runtime.current().config.secure)
    response.headers["Cache-Control"] = "no-store"
    # On a phone that others use too, their sealed answers stay.
    response.headers["Clear-Site-Data"] = '"cache", "storage"' if own_phone else '"cache"'
    return response


def _ticked(box: str) -> bool:
    return request.form.get(box) == "yes"


def as_page(copy: own_copy.OwnCopy, own: Language) -> str:
    """The whole copy as one HTML file; a Danish reader has one column."""
    columns = (own,) if own.code == SOURCE else (own, language(SOURCE))
    wordings = {column.code: Wordings(column) for column in columns}
    told = [
        (table, _cells(columns, "heading", heading=heading), [_entry(columns, lines, wordings) for lines in entries])
        for table, heading, entries in sections(copy)
    ]
    return rendered(COPY, {"columns": columns, "sections": told, "made_at": copy.made_at, "style": _style()}, own)


def _entry(columns: tuple[Language, ...], lines: object, wordings: dict[str, Wordings]) -> list[Markup]:
    return [
        Markup(rendered(ENTRY, {"lines": lines, "wordings": wordings[one.code]}, one, "entry"))  # noqa: S704 - rendered with autoescape
        for one in columns
    ]


def _cells(columns: tuple[Language, ...], block: str, **values: object) -> list[Markup]:
    return [Markup(rendered(ENTRY, values, one, block)) for one in columns]  # noqa: S704 - rendered with autoescape


def _style() -> Markup:
    """The file carries its own style sheet: it is read from a phone's folder, where ours cannot be reached."""
    sheet = (places.package() / "me" / "own_copy.css").read_text(encoding="utf-8")
    return Markup(f"<style>{sheet}</style>")  # noqa: S704 - our own file


def _file(content: str, kind: str, mimetype: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="companion.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Companion-Keep"] = "never"
    return response


def _erase_page(missing: str | None = None) -> Response:
    facts = [
        fact for fact in sharing.facts(me().person_id) if fact.state in ("delivered", "on-its-way", "was-on-its-way")
    ]
    return page(
        "me/erase.html",
        status=422 if missing else 200,
        missing=missing,
        ticked=[box for box in ("remove", "sure") if _ticked(box)],
        goes=erasing.what_goes(),
        stays=erasing.what_stays(),
        sent_to=list({fact.unit_id: fact.unit for fact in facts}.values()),
    )
