"""`/check-in`: the form, its answers, and the intake of answers sealed on a phone."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import service as caseload
from companion.caseload.office import office_of
from companion.checkins import aloud, answers, forms, invitations, service, wordings
from companion.checkins.assisted import spoken, text_to_read
from companion.checkins.instruments import Wording
from companion.checkins.low_help import low_help
from companion.checkins.who5 import BANDS, ITEMS
from companion.foundation import intake
from companion.foundation.database import reading, transaction
from companion.foundation.errors import Invalid
from companion.help.lines import low_lines
from companion.language.table import SOURCE, language
from companion.tasks import service as tasks
from companion.web import reader
from companion.web.json_body import json_body
from companion.web.open_door import open_to_all
from companion.web.page import page

check_ins = Blueprint("check_in", __name__)
OWN, ASSISTED = "/check-in", "/check-in/assisted"
# A page every phone may keep knows nobody.
NOBODYS: dict[str, Any] = {
    "responsible": None,
    "office": None,
    "needs_interpreter": False,
}


@dataclass(frozen=True)
class Missing:
    """What a form that was sent lacks; nothing for one that nobody has sent."""

    items: list[str]
    reader: bool = False
    new_wording: bool = False  # the questions she answered are not known here: these are, and her choices stand

    @property
    def anything(self) -> bool:
        """Whether the form comes back."""
        return bool(self.items or self.reader or self.new_wording)


@check_ins.get("/check-in")
@signed_in_as("citizen", keep="own")
def form() -> Response:
    """The five statements; too early it says from when, without the wording it offers a talk."""
    return _form(forms.blank(), Missing([]))


@check_ins.get("/check-in/assisted")
@signed_in_as("citizen", keep="own")
def assisted() -> Response:
    """The same, while an interpreter reads the text aloud: from her wording, or else from the Danish one."""
    return _form(forms.blank(), Missing([]), assisted=True)


@check_ins.post("/check-in")
@signed_in_as("citizen")
def answer() -> Response:
    """Without JavaScript: keep the answer and go to the result, or show what is missing."""
    chosen = forms.read(request.form)
    if switched():
        return _form(chosen, Missing([]))
    shown, wording = _as_it_was_shown(chosen), _wording()
    missing = Missing(chosen.missing, new_wording=_is_unknown(chosen, shown))
    if missing.anything and wording:
        return _form(chosen, missing)
    return _keep(chosen, shown or wording)


@check_ins.post("/check-in/assisted")
@signed_in_as("citizen")
def answer_assisted() -> Response:
    """Without JavaScript: the same with who read it aloud, and in which language."""
    chosen = forms.read(request.form)
    if switched():
        return _form(chosen, Missing([]), assisted=True)
    shown = _as_it_was_shown(chosen)
    missing = Missing(chosen.missing, reader=chosen.aloud() is None, new_wording=_is_unknown(chosen, shown))
    if missing.anything:
        return _form(chosen, missing, assisted=True)
    wording = shown or text_to_read(answers.INSTRUMENT, reader.current().wanted_code)
    return _keep(chosen, wording, assisted=True)


@check_ins.get("/check-in/stopped")
@signed_in_as("citizen")
def stopped() -> Response:
    """She has stopped: nothing was kept, and this page writes nothing either."""
    return page("checkins/stopped.html")


@check_ins.get("/check-in/blank")
@open_to_all(keep="anyone")
def blank() -> Response:
    """The questions as on paper: nobody's, so a shared phone may keep them. Its script binds an answer to a person."""
    return _blank(assisted=False)


@check_ins.get("/check-in/blank/assisted")
@open_to_all(keep="anyone")
def blank_assisted() -> Response:
    """The same, while an interpreter reads the text aloud."""
    return _blank(assisted=True)


@check_ins.post("/check-in/sealed")
@signed_in_as("citizen")
def sealed() -> Response:
    """An answer sealed on the phone, perhaps long ago; the same one again is answered alike."""
    key, new = answers.take_in_sealed(json_body(), actor=me().actor)
    response = jsonify(key=str(key), receipt=intake.receipt(key))
    response.status_code = 201 if new else 200
    return response


def _keep(chosen: forms.CheckInForm, wording: Wording | None, *, assisted: bool = False) -> Response:
    if wording is None:
        raise Invalid
    with transaction():  # asked and written in one: two taps at once are one answer
        service.refuse_too_early(citizen=me().person_id, key=chosen.key)
        answers.take_in(chosen.answer(wording, chosen.aloud() if assisted else None), actor=me().actor)
    return redirect("/check-in/result", 303)


def _blank(*, assisted: bool) -> Response:
    with reading():
        return page("checkins/blank.html", **_questions(forms.blank(), Missing([]), assisted=assisted), **NOBODYS)


def _form(chosen: forms.CheckInForm, missing: Missing, *, assisted: bool = False) -> Response:
    with reading():
        asked = _questions(chosen, missing, assisted=assisted)
        return page(
            "checkins/check_in.html",
            status=422 if missing.anything else 200,
            language_form="check-in-form" if asked["wording"] else None,
            **asked,
            **_beside(me().person_id),
        )


def _questions(chosen: forms.CheckInForm, missing: Missing, *, assisted: bool) -> dict[str, Any]:
    """The statements, what is chosen so far, and what the result is told with."""
    wanted = reader.current().wanted_code
    wording = text_to_read(answers.INSTRUMENT, wanted) if assisted else _wording()
    return {
        "wording": wording,
        "text": language(wording.language) if wording else None,
        "items": list(zip(ITEMS, wording.items, strict=True)) if wording else [],
        "chosen": chosen,
        "missing": missing,
        "bands": BANDS,
        "address": ASSISTED if assisted else OWN,
        "recorded": aloud.recorded(wording) if wording and not assisted else {},
        "spoken": [language(code) for code in spoken()] if assisted else [],
        "wanted": wanted,
        "low_lines": low_lines(),
        "low_help": low_help,
    }


def _beside(citizen: uuid.UUID) -> dict[str, Any]:
    """What stands around the statements: the invitation, who is there for her, and the help lines."""
    responsible, asked = caseload.responsible_for(citizen), tasks.asked_by(citizen, tasks.CALL_ME)
    return {
        "possible_from": service.possible_from(citizen),
        "invitation": invitations.due(citizen),
        "responsible": responsible,
        "office": office_of(responsible),
        "asked_call": asked,
        "call": caseload.call_expected(responsible, asked.asked_at) if responsible and asked else None,
        "needs_interpreter": me().language != SOURCE,
    }


def _as_it_was_shown(chosen: forms.CheckInForm) -> Wording | None:
    """The wording that stood on the page she answered, if another has followed meanwhile."""
    return wordings.usable_version(answers.INSTRUMENT, *chosen.read_in)


def _is_unknown(chosen: forms.CheckInForm, shown: Wording | None) -> bool:
    """Whether the page says which questions it showed, and they are none of ours; older pages do not say."""
    return any(chosen.read_in) and shown is None


def _wording() -> Wording | None:
    return service.usable_wording(answers.INSTRUMENT, reader.current().wanted_code)
