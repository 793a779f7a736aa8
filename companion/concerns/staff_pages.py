"""`/desk/concerns`: worries and requests that wait for this member of staff or the own role, and answering one."""

import uuid
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import own_copy as everybody
from companion.accounts import service as accounts
from companion.accounts.rules import HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.concerns import answering, forms, requests, rules, sentences, subjects
from companion.concerns.answering import PAGE, RECEIVING
from companion.concerns.forms import AdviceForm, ReplyForm
from companion.concerns.known import KnownConcern, replies, slots
from companion.foundation import clock
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid
from companion.language.table import SOURCE, language
from companion.web.page import page

desk_concerns = Blueprint("desk_concerns", __name__)
ACTS = {"seen": requests.seen, "done": requests.done}


@desk_concerns.get("/desk/concerns")
@signed_in_as(*RECEIVING)
def home() -> Response:
    """What waits, oldest first."""
    typed = request.args.get("page", "")
    number = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
    with transaction():
        found = answering.waiting(actor=me().actor, page=number)
        asked = requests.waiting(actor=me().actor)
        people = accounts.people({*(one.citizen_id for one in found), *(one.citizen_id for one in asked)})
        return page(
            "concerns/desk.html",
            waiting=[one for one in found[:PAGE] if one.citizen_id in people],
            asked=[one for one in asked if one.citizen_id in people],
            people=people,
            names=everybody.names(one.owner_id for one in found if one.owner_id),
            mine=me().person_id,
            number=number,
            has_more=len(found) > PAGE,
            now=clock.now(),
        )


@desk_concerns.get("/desk/concerns/<uuid:concern_id>")
@signed_in_as(*RECEIVING)
def concern(concern_id: uuid.UUID) -> Response:
    """One worry; whoever opens it first takes it."""
    with transaction():
        return _one(answering.opened(concern_id=concern_id, actor=me().actor))


@desk_concerns.post("/desk/concerns/<uuid:concern_id>/reply")
@signed_in_as(*RECEIVING)
def reply(concern_id: uuid.UUID) -> Response:
    """An answer, times for a talk, or both."""
    filled = forms.reply(request.form)
    try:
        answering.reply(concern_id=concern_id, said=filled.words(), talk=filled.talk(), actor=me().actor)
    except Invalid as fault:
        with transaction():
            return _one(answering.opened(concern_id=concern_id, actor=me().actor), filled=filled, fault=fault)
    return redirect(f"/desk/concerns/{concern_id}#answers", 303)


@desk_concerns.post("/desk/concerns/<uuid:concern_id>/advice")
@signed_in_as(*RECEIVING)
def advise(concern_id: uuid.UUID) -> Response:
    """The advice; the citizen reads it first."""
    filled = forms.advice(request.form)
    try:
        answering.advise(concern_id=concern_id, advice=filled.advice(), actor=me().actor)
    except Invalid as fault:
        with transaction():
            return _one(answering.opened(concern_id=concern_id, actor=me().actor), advice=filled, fault=fault)
    return redirect(f"/desk/concerns/{concern_id}#advice", 303)


@desk_concerns.post("/desk/concerns/<uuid:concern_id>/close")
@signed_in_as(*RECEIVING)
def close(concern_id: uuid.UUID) -> Response:
    """Nothing more is to be done."""
    answering.close(concern_id=concern_id, actor=me().actor)
    return redirect("/desk/concerns", 303)


@desk_concerns.post("/desk/concerns/requests/<uuid:request_id>")
@signed_in_as(*RECEIVING)
def request_act(request_id: uuid.UUID) -> Response:
    """Take a request on, or say that it is answered."""
    act = ACTS.get(request.form.get("act", ""))
    if act is None:
        raise Invalid
    act(request_id=request_id, actor=me().actor)
    return redirect("/desk/concerns#requests", 303)


def _one(found: KnownConcern, fault: Invalid | None = None, **typed: Any) -> Response:
    citizen, answers = accounts.person(found.citizen_id), replies(found.id)
    return page(
        "concerns/staff_concern.html",
        status=422 if fault else 200,
        one=found,
        citizen=citizen,
        reads=language(citizen.language),
        chosen=found.words.sentences(sentences.CITIZEN),
        written_in=language(found.words.language),
        about=_about(found),
        answers=[(one, one.words.sentences(sentences.REPLY), language(one.words.language)) for one in answers],
        names=everybody.names(one.staff_id for one in answers if one.staff_id is not None),
        danish=language(SOURCE),
        slots=slots(found.id),
        filled=typed.get("filled") or ReplyForm(with_interpreter=found.with_interpreter),
        advice=typed.get("advice") or AdviceForm(),
        is_advice_fault="advice" in typed,
        fault=fault,
        replies=sentences.topics(sentences.REPLY),
        advices=sentences.topics(sentences.ADVICE),
        rules=rules,
        is_danish=citizen.language == SOURCE,
    )


def _about(found: KnownConcern) -> subjects.Subject | None:
    """What it is about; what the health side holds is not told to anybody else by a worry about it."""
    about = subjects.still_there(found.citizen_id, kind=found.about_kind, key=found.about_id)
    return None if about and about.is_health and me().role not in HEALTH_ROLES else about
