"""`/desk/<citizen>/agreement`: a unit asks what the law lets it ask; the letter comes first."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.rules import EMPLOYMENT_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import service as caseload
from companion.consent import case_agreements
from companion.consent.case_agreements import Question
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import N_
from companion.language.table import SOURCE
from companion.web.page import page

case_questions = Blueprint("case_questions", __name__)
LONGEST = 600  # letters of a question or a consequence
SHORT = 80  # letters of a law and of a letter's number
MISSING = {  # field → what to write there
    "what": N_("Skriv, hvad du spørger om."),
    "if_no": N_("Skriv, hvad et nej betyder."),
    "law": N_("Skriv, hvilken lov det er."),
    "letter_date": N_("Vælg brevets dato."),
    "letter_reference": N_("Skriv brevets nummer."),
}


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
    missing = [field for field in MISSING if not _fits(field, request.form.get(field, "").strip())]
    if missing:
        return _shown(citizen_id, typed=request.form, missing=missing)
    case_agreements.ask(citizen=citizen_id, question=_question(request.form), actor=me().actor)
    return redirect(f"/desk/{citizen_id}/agreement", 303)


def _shown(citizen_id: uuid.UUID, *, typed: Mapping[str, str] | None = None, missing: Sequence[str] = ()) -> Response:
    with transaction():
        caseload.require_relation(citizen=citizen_id, staff=me().person_id)
        audit.write(event="read.case-agreements", citizen=citizen_id, actor=me().actor, purpose="desk")
        return page(
            "desk/agreement.html",
            status=422 if missing else 200,
            citizen=accounts.person(citizen_id),
            asked=case_agreements.about(citizen_id, unit=me().unit_id),
            typed=typed or {},
            errors=[(field, MISSING[field]) for field in missing],
        )


def _fits(field: str, written: str) -> bool:
    if field == "letter_date":
        return _day(written) is not None
    return 0 < len(written) <= (LONGEST if field in ("what", "if_no") else SHORT)


def _question(form: Mapping[str, str]) -> Question:
    said = {field: form[field].strip() for field in MISSING}
    return Question(
        what={SOURCE: said["what"]},
        if_no={SOURCE: said["if_no"]},
        law=said["law"],
        letter_date=date.fromisoformat(said["letter_date"]),
        letter_reference=said["letter_reference"],
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
