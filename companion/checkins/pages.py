"""`/check-in`: the form, its answers, and the intake of answers sealed on a phone."""

from flask import Blueprint, jsonify, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import service as caseload
from companion.caseload.office import office_of
from companion.checkins import answers, forms, service
from companion.checkins.instruments import Wording
from companion.checkins.who5 import BANDS, ITEMS
from companion.foundation import intake, runtime
from companion.foundation.database import reading, transaction
from companion.foundation.errors import Invalid
from companion.help.lines import low_lines
from companion.language.table import SOURCE, readable, with_texts
from companion.web import reader
from companion.web.json_body import json_body
from companion.web.open_door import open_to_all
from companion.web.page import page

check_ins = Blueprint("check_in", __name__)


@check_ins.get("/check-in")
@signed_in_as("citizen", keep="own")
def form() -> Response:
    """The five statements; too early it says from when, without the wording it offers a talk."""
    return _form(forms.blank(), [])


@check_ins.post("/check-in")
@signed_in_as("citizen")
def answer() -> Response:
    """Without JavaScript: keep the answer and go to the result, or show what is missing."""
    chosen = forms.read(request.form)
    if "_language" in request.form:
        return _switch_language(chosen, request.form["_language"])
    wording = _wording()
    if wording is None:
        raise Invalid
    if chosen.missing:
        return _form(chosen, chosen.missing)
    with transaction():  # asked and written in one: two taps at once are one answer
        service.refuse_too_early(citizen=me().person_id, key=chosen.key)
        answers.take_in(chosen.answer(wording), actor=me().actor)
    return redirect("/check-in/result", 303)


@check_ins.get("/check-in/blank")
@open_to_all(keep="anyone")
def blank() -> Response:
    """The questions to read, as on paper: nobody's, so a shared phone may keep them. Answering needs a person."""
    with reading():
        return page("checkins/blank.html", wording=_wording())


@check_ins.post("/check-in/sealed")
@signed_in_as("citizen")
def sealed() -> Response:
    """An answer sealed on the phone, perhaps long ago; the same one again is answered alike."""
    key, new = answers.take_in_sealed(json_body(), actor=me().actor)
    response = jsonify(key=str(key), receipt=intake.receipt(key))
    response.status_code = 201 if new else 200
    return response


def _form(chosen: forms.CheckInForm, missing: list[str]) -> Response:
    citizen = me().person_id
    with reading():
        wording, responsible = _wording(), caseload.responsible_for(citizen)
        return page(
            "checkins/check_in.html",
            status=422 if missing else 200,
            wording=wording,
            items=list(zip(ITEMS, wording.items, strict=True)) if wording else [],
            chosen=chosen,
            missing=missing,
            bands=BANDS,
            possible_from=service.possible_from(citizen),
            responsible=responsible,
            office=office_of(responsible),
            needs_interpreter=me().language != SOURCE,
            low_lines=low_lines(),
            language_form="check-in-form" if wording else None,
        )


def _switch_language(chosen: forms.CheckInForm, code: str) -> Response:
    offered = with_texts(runtime.current().config.offered_languages)
    if code not in {known.code for known in offered}:
        raise Invalid
    with transaction():
        accounts.choose_language(person=me().person_id, language=code)
    who = reader.current()
    reader.recognise(reader.in_language(who, readable(code)))
    return _form(chosen, [])


def _wording() -> Wording | None:
    return service.usable_wording(answers.INSTRUMENT, reader.current().wanted_code)
