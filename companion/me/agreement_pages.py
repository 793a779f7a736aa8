"""`/me/agreements`: what a case asks for by law; never on the same page as sharing or a check-in."""

from uuid import UUID

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.consent import case_agreements
from companion.foundation.errors import Invalid
from companion.web import reader
from companion.web.page import page

agreements = Blueprint("agreements", __name__)


@agreements.get("/me/agreements")
@signed_in_as("citizen")
def home() -> Response:
    """Every question, what a no leads to, whom to call, and what was answered."""
    return page("me/agreements.html", asked=case_agreements.about(me().person_id))


@agreements.post("/me/agreements/<uuid:agreement_id>")
@signed_in_as("citizen")
def answer(agreement_id: UUID) -> Response:
    """Yes, no, or a yes taken back."""
    said = request.form.get("answer", "")
    if said == "stop":
        case_agreements.withdraw(agreement_id=agreement_id, actor=me().actor)
    elif said in ("yes", "no"):
        language = reader.current().language.code
        case_agreements.answer(agreement_id=agreement_id, yes=said == "yes", language=language, actor=me().actor)
    else:
        raise Invalid
    return redirect("/me/agreements", 303)
