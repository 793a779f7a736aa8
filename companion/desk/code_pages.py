"""`/desk/<citizen>/code`: a contact hands a citizen the code that lets her phone in, or reads it out.

The page tells nothing of the citizen but the name: not her language, not whether she has a card (R3).
"""

from uuid import UUID

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import cards, codes
from companion.accounts import service as accounts
from companion.accounts.codes import CODE_MINUTES
from companion.accounts.digits import in_groups
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import service as caseload
from companion.foundation import audit, runtime
from companion.foundation.database import transaction
from companion.language.offered import offered_codes
from companion.language.table import language
from companion.web import qr
from companion.web.page import page

hand_over = Blueprint("hand_over", __name__)
CONTACTS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)


@hand_over.get("/desk/<uuid:citizen>/code")
@signed_in_as(*CONTACTS)
def form(citizen: UUID) -> Response:
    """Choose a language and whose phone it is; the look at the name is written down."""
    with transaction():
        caseload.require_relation(citizen=citizen, staff=me().person_id)
        audit.write_daily(event="read.code-page", citizens=[citizen], actor=me().actor)
        return _page(citizen)


@hand_over.post("/desk/<uuid:citizen>/code")
@signed_in_as(*CONTACTS)
def make(citizen: UUID) -> Response:
    """Make the code and show it once; a reload makes another one and ends this."""
    wanted = request.form
    with transaction():
        caseload.require_relation(citizen=citizen, staff=me().person_id)
        digits = codes.make(
            person=citizen,
            language=wanted.get("language") or None,
            own_phone=wanted.get("phone") == "own",
            by_phone="by_phone" in wanted,
            actor=me().actor,
        )
        address = f"{runtime.current().config.base_url}/sign-in"
        return _page(citizen, address=address, groups=in_groups(digits), drawing=qr.drawn(f"{address}#{digits}"))


@hand_over.post("/desk/<uuid:citizen>/code/end-card")
@signed_in_as(*CONTACTS)
def end_card(citizen: UUID) -> Response:
    """The citizen has lost her card: it opens nothing from here on."""
    with transaction():
        caseload.require_relation(citizen=citizen, staff=me().person_id)
        if cards.card_of(citizen):  # with or without one the answer is the same
            cards.end(citizen=citizen, actor=me().actor)
    return redirect(f"/desk/{citizen}/code#card", 303)


def _page(citizen: UUID, **made: object) -> Response:
    return page(
        "desk/code.html",
        person=accounts.person(citizen),
        offered=[language(code) for code in offered_codes()],
        minutes=CODE_MINUTES,
        made=made or None,
    )
