"""`/desk/<citizen>/agreement`: a unit asks what the law lets it ask; the letter comes first."""

import uuid
from collections.abc import Mapping
from datetime import date

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.rules import EMPLOYMENT_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import service as caseload
from companion.consent import case_agreements
from companion.consent.case_agreements import LetterNeeded, Question
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.language.table import SOURCE
from companion.web.page import page

case_questions = Blueprint("case_questions", __name__)
LONGEST = 600  # letters of a question or a consequence


@case_questions.get("/desk/<uuid:citizen_id>/agreement")
@signed_in_as(*EMPLOYMENT_ROLES)
def home(citizen_id: uuid.UUID) -> Response:
    """What this unit has asked, and a form for one more question; the look is written down."""
    return _shown(citizen_id)


@case_questions.post("/desk/<uuid:citizen_id>/agreement")
@signed_in_as(*EMPLOYMENT_ROLES)
def ask(citizen_id: uuid.UUID) -> Response:
    """Ask; what is missing is told, and what was typed stays."""
    caseload.require_relation(citizen=citizen_id, staff=me().person_id)
    try:
        case_agreements.ask(citizen=citizen_id, question=_question(request.form), actor=me().actor)
    except LetterNeeded as missing:
        return _shown(citizen_id, typed=request.form, fault=missing)
    return redirect(f"/desk/{citizen_id}/agreement", 303)


def _shown(
    citizen_id: uuid.UUID, *, typed: Mapping[str, str] | None = None, fault: LetterNeeded | None = None
) -> Response:
    with transaction():
        caseload.require_relation(citizen=citizen_id, staff=me().person_id)
        audit.write(event="read.case-agreements", citizen=citizen_id, actor=me().actor, purpose="desk")
        return page(
            "desk/agreement.html",
            status=422 if fault else 200,
            citizen=accounts.person(citizen_id),
            asked=case_agreements.about(citizen_id, unit=me().unit_id),
            typed=typed or {},
            fault=fault.sentence if fault else None,
        )


def _question(form: Mapping[str, str]) -> Question:
    try:
        day = date.fromisoformat(form.get("letter_date", ""))
    except ValueError:
        raise LetterNeeded from None
    said = {name: form.get(name, "").strip() for name in ("what", "if_no", "law", "letter_reference")}
    if (
        len(said["what"]) > LONGEST
        or len(said["if_no"]) > LONGEST
        or max(len(said["law"]), len(said["letter_reference"])) > 80
    ):
        raise LetterNeeded
    return Question({SOURCE: said["what"]}, {SOURCE: said["if_no"]}, said["law"], day, said["letter_reference"])
