"""`/desk/<citizen>/plan`: the plan as staff see it, its purpose, and answers to what the citizen says is not right."""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import service as caseload
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid
from companion.plan import contesting, copying, editing, forms, groups, kinds, staff_view
from companion.plan.answer_pages import typed_version
from companion.plan.refusals import ChangedMeanwhile, NoPlan
from companion.web.page import page

desk_plan = Blueprint("desk_plan", __name__)


@desk_plan.get("/desk/<uuid:citizen_id>/plan")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def home(citizen_id: uuid.UUID) -> Response:
    """Purpose, goals and cards; the look is written down.

    R3: for employment roles the page is the same, byte for byte, whatever she answered, wrote or kept to herself.
    """
    return _home(citizen_id)


@desk_plan.post("/desk/<uuid:citizen_id>/plan")
@signed_in_as(*EMPLOYMENT_ROLES)
def start(citizen_id: uuid.UUID) -> Response:
    """Begin a plan with its purpose."""
    typed = forms.clean(request.form.get("plan_purpose", ""))
    try:
        editing.start(citizen=citizen_id, purpose=forms.text(typed), actor=me().actor)
    except Invalid as fault:
        return _home(citizen_id, typed, fault)
    return redirect(f"/desk/{citizen_id}/plan", 303)


@desk_plan.get("/desk/<uuid:citizen_id>/plan/purpose")
@signed_in_as(*EMPLOYMENT_ROLES)
def purpose(citizen_id: uuid.UUID) -> Response:
    """The purpose, to be said anew."""
    return _purpose(citizen_id)


@desk_plan.post("/desk/<uuid:citizen_id>/plan/purpose")
@signed_in_as(*EMPLOYMENT_ROLES)
def set_purpose(citizen_id: uuid.UUID) -> Response:
    """Save it, unless somebody else did meanwhile: then both texts are shown."""
    typed = forms.clean(request.form.get("plan_purpose", ""))
    kept = staff_view.kept_plan(citizen_id, me().actor)
    try:
        editing.set_purpose(
            citizen=citizen_id,
            purpose=forms.text(typed, [kept.purpose]),
            version=typed_version(request.form.get("version", "")),
            actor=me().actor,
        )
    except (Invalid, ChangedMeanwhile) as fault:
        return _purpose(citizen_id, typed, fault)
    return redirect(f"/desk/{citizen_id}/plan", 303)


@desk_plan.get("/desk/plan/contests/<uuid:contest_id>")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def contest(contest_id: uuid.UUID) -> Response:
    """What she says, and a form for the answer."""
    return _contest(contest_id)


@desk_plan.post("/desk/plan/contests/<uuid:contest_id>")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def answer(contest_id: uuid.UUID) -> Response:
    """Answer her: from then on the line is contested no more."""
    typed = forms.clean(request.form.get("reply", ""))
    try:
        contesting.answer(contest_id=contest_id, words=typed, actor=me().actor)
    except Invalid as fault:
        return _contest(contest_id, typed, fault)
    return redirect(f"/desk/{contesting.one(contest_id, me().actor).citizen_id}/plan", 303)


def _home(citizen_id: uuid.UUID, typed: str = "", fault: Invalid | None = None) -> Response:
    actor = me().actor
    with transaction():
        seen = staff_view.for_staff(citizen_id, actor)
        cards = seen.plan.cards if seen.plan else []
        shown = groups.page_of(cards, groups.typed_number(request.args.get("cards", "1")))
        lasting = {one.citizen_id for one in caseload.charges_of(me().person_id) if one.lasting}
        return page(
            "plan/staff_plan.html",
            status=fault.status if fault else 200,
            citizen=accounts.person(citizen_id),
            seen=seen,
            plan=seen.plan,
            shown=shown,
            copied=copying.plan_text(seen, shown),
            writes=citizen_id in lasting,
            writes_purpose=actor.role in EMPLOYMENT_ROLES,
            typed=typed,
            fault=fault,
            longest=kinds.LONGEST_WHY,
        )


def _purpose(
    citizen_id: uuid.UUID, typed: str | None = None, fault: Invalid | ChangedMeanwhile | None = None
) -> Response:
    with transaction():
        seen = staff_view.for_staff(citizen_id, me().actor)
        if seen.plan is None:
            raise NoPlan
        return page(
            "plan/staff_purpose.html",
            status=fault.status if fault else 200,
            citizen=accounts.person(citizen_id),
            plan=seen.plan,
            typed=seen.plan.purpose["da"] if typed is None else typed,
            fault=fault,
            theirs=seen.plan if isinstance(fault, ChangedMeanwhile) else None,
            longest=kinds.LONGEST_WHY,
        )


def _contest(contest_id: uuid.UUID, typed: str = "", fault: Invalid | None = None) -> Response:
    with transaction():
        found = contesting.one(contest_id, me().actor)
        seen = staff_view.for_staff(found.citizen_id, me().actor)
        return page(
            "plan/staff_contest.html",
            status=fault.status if fault else 200,
            citizen=accounts.person(found.citizen_id),
            contest=found,
            title=staff_view.title_of(seen, found),
            typed=typed,
            fault=fault,
            longest=kinds.LONGEST_WORDS,
        )
