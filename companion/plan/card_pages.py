"""Staff write cards: `/desk/<citizen>/plan/cards` for a new one, `/desk/plan/cards/<card>` for one there is."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.circles import circles_of
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation import clock
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid
from companion.plan import catalogue, editing, forms, kinds, preview, preview_beside, staff_view
from companion.plan.answer_pages import typed_version
from companion.plan.card_content import check
from companion.plan.forms import CardForm
from companion.plan.known import KnownCard
from companion.plan.measure import Measure
from companion.plan.refusals import ChangedMeanwhile
from companion.web.page import page

card_room = Blueprint("plan_cards", __name__)
Fault = Invalid | ChangedMeanwhile


@dataclass(frozen=True)
class Shown:
    """What a page of a card shows: the form, the card as it is kept, what went wrong, and what she would see."""

    form: CardForm
    kept: KnownCard | None = None
    fault: Fault | None = None
    draft: KnownCard | None = None


@card_room.get("/desk/<uuid:citizen_id>/plan/cards")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def blank(citizen_id: uuid.UUID) -> Response:
    """A form for a new card; each kind is explained."""
    started = {"kind": kinds.AGREED, "track": "", "owner": str(me().person_id), "asked_on": clock.today().isoformat()}
    return _page(citizen_id, Shown(CardForm({**forms.card_form({}).typed, **started})))


@card_room.post("/desk/<uuid:citizen_id>/plan/cards")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def add(citizen_id: uuid.UUID) -> Response:
    """Keep a new card; or show it first, or take the words of an entry of the catalogue."""
    staff_view.kept_plan(citizen_id, me().actor)
    form = forms.card_form(request.form)
    measure = _measure(form)
    if "fill" in request.form:
        return _page(citizen_id, Shown(forms.filled_from(form, measure) if measure else form))
    try:
        told = form.told(known=forms.texts_of(None, measure), asked_by=me().person_id)
        if "preview" in request.form:
            check(told)
            return _page(citizen_id, Shown(form, draft=preview.as_card(told, citizen=citizen_id, owner=form.owner)))
        made = editing.add_card(citizen=citizen_id, owner=form.owner, actor=me().actor, **told)
    except Invalid as fault:
        return _page(citizen_id, Shown(form, fault=fault))
    return redirect(f"/desk/plan/cards/{made}", 303)


@card_room.get("/desk/plan/cards/<uuid:card_id>")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def show_card(card_id: uuid.UUID) -> Response:
    """One card beside what the citizen sees of it."""
    found = editing.card_for_staff(card_id, me().actor)
    return _page(found.citizen_id, Shown(forms.form_of(found), found, draft=found))


@card_room.post("/desk/plan/cards/<uuid:card_id>")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def save_card(card_id: uuid.UUID) -> Response:
    """Save it, unless somebody else did meanwhile: then both texts are shown and nothing is written over."""
    form, kept = forms.card_form(request.form), editing.card_for_staff(card_id, me().actor)
    try:
        asked_by = kept.wait.asked_by if kept.wait else me().person_id
        told = form.told(known=forms.texts_of(kept, _measure(form)), asked_by=asked_by)
        if "preview" in request.form:
            check(told)
            draft = preview.as_card(told, citizen=kept.citizen_id, owner=form.owner, kept=kept)
            return _page(kept.citizen_id, Shown(form, kept, draft=draft))
        version = typed_version(request.form.get("version", ""))
        editing.change_card(card_id=card_id, version=version, owner=form.owner, actor=me().actor, **told)
    except ChangedMeanwhile as late:
        now = editing.card_for_staff(card_id, me().actor)
        return _page(kept.citizen_id, Shown(form, now, late, draft=now))
    except Invalid as fault:
        return _page(kept.citizen_id, Shown(form, kept, fault, draft=kept))
    return redirect(f"/desk/plan/cards/{card_id}", 303)


@card_room.post("/desk/plan/cards/<uuid:card_id>/end")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def end(card_id: uuid.UUID) -> Response:
    """It is over, with the reason as a code."""
    found = editing.card_for_staff(card_id, me().actor)
    version, reason = typed_version(request.form.get("version", "")), request.form.get("ending", "")
    editing.end_card(card_id=card_id, reason=reason, version=version, actor=me().actor)
    return redirect(f"/desk/{found.citizen_id}/plan", 303)


@card_room.post("/desk/plan/cards/<uuid:card_id>/holds")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def holds(card_id: uuid.UUID) -> Response:
    """A decision still holds."""
    editing.card_for_staff(card_id, me().actor)
    editing.still_holds(card_id=card_id, actor=me().actor)
    return redirect(f"/desk/plan/cards/{card_id}", 303)


def _measure(form: CardForm) -> Measure | None:
    key = form.typed["measure"]
    return catalogue.by_keys([key]).get(key) if key else None


def _page(citizen_id: uuid.UUID, shown: Shown) -> Response:
    actor, kept = me().actor, shown.kept
    with transaction():
        seen = staff_view.for_staff(citizen_id, actor)
        return page(
            "plan/staff_card.html",
            status=shown.fault.status if shown.fault else 200,
            citizen=accounts.person(citizen_id),
            has_plan=seen.plan is not None,
            shown=shown,
            typed=shown.form.typed,
            kept=kept,
            fault=shown.fault,
            wrong=forms.field_of(shown.fault, shown.form) if isinstance(shown.fault, Invalid) else None,
            moved=isinstance(shown.fault, ChangedMeanwhile),
            writes=kept is None or editing.may_write(kept, actor),
            contest=seen.contests.get(kept.id) if kept else None,
            owners=editing.owners(citizen_id, actor),
            measures=catalogue.measures(),
            kinds=kinds.kinds_of(actor.role),
            tracks=kinds.TRACKS,
            circles=circles_of(actor.role),
            endings=kinds.ENDINGS,
            **preview_beside.beside(citizen_id, shown.draft, typed=request.form.get("preview_in")),
        )
