"""`/admin/vocabularies`: kinds of benefit, unit and plan as dated words; a reform is an edit (S10, S17)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import vocabularies
from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import me, signed_in_as
from companion.accounts.vocabularies import CodeTaken, CodeWrong, TermDaysWrong
from companion.accounts.wordings import NameMissing
from companion.admin import forms
from companion.admin.forms import DayMissing
from companion.foundation import clock
from companion.foundation.errors import NotFound
from companion.web.page import page

admin_words = Blueprint("admin_words", __name__)
FIELD_OF: dict[type[Exception], str] = {
    NameMissing: "name_da",
    CodeWrong: "code",
    CodeTaken: "code",
    DayMissing: "valid_from",
}


@admin_words.get("/admin/vocabularies")
@signed_in_as(ADMINISTRATOR)
def every() -> Response:
    """Which vocabularies there are, with the words in use today."""
    found = {key: vocabularies.codes_on(key, clock.today()) for key in vocabularies.VOCABULARIES}
    return page("admin/vocabularies.html", vocabularies=vocabularies.VOCABULARIES, in_use=found)


@admin_words.get("/admin/vocabularies/<string:vocabulary>")
@signed_in_as(ADMINISTRATOR)
def one(vocabulary: str) -> Response:
    """One vocabulary with all its words over time."""
    return _one(vocabulary)


@admin_words.post("/admin/vocabularies/<string:vocabulary>")
@signed_in_as(ADMINISTRATOR)
def add(vocabulary: str) -> Response:
    """One more word from a day on."""
    typed = request.form.to_dict()
    try:
        vocabularies.add(
            vocabulary=vocabulary,
            code=typed.get("code", "").strip(),
            name=forms.text(typed, "name"),
            valid_from=forms.day(typed.get("valid_from", "")),
            actor=me().actor,
        )
    except (NameMissing, CodeWrong, CodeTaken, DayMissing) as fault:
        return _one(vocabulary, status=fault.status, typed=typed, errors=[(FIELD_OF[type(fault)], fault.sentence)])
    return redirect(f"/admin/vocabularies/{vocabulary}", 303)


@admin_words.post("/admin/vocabularies/terms/<uuid:term>/end")
@signed_in_as(ADMINISTRATOR)
def end(term: UUID) -> Response:
    """A word is no longer in use from a day on."""
    vocabulary = request.form.get("vocabulary", "")
    try:
        vocabularies.end(term_id=term, valid_to=forms.day(request.form.get("valid_to", "")), actor=me().actor)
    except (DayMissing, TermDaysWrong) as fault:
        return _one(vocabulary, status=422, errors=[(f"valid_to-{term}", fault.sentence)])
    return redirect("/admin/vocabularies", 303)


def _one(vocabulary: str, *, status: int = 200, **typed: Any) -> Response:
    if vocabulary not in vocabularies.VOCABULARIES:
        raise NotFound
    return page(
        "admin/vocabulary.html",
        status=status,
        vocabulary=vocabulary,
        title=vocabularies.VOCABULARIES[vocabulary],
        terms=vocabularies.terms(vocabulary),
        written_in=forms.written_in(),
        today=clock.today(),
        **{"typed": {}, "errors": [], **typed},
    )
