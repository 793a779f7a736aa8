"""`/progress`: how it is going, as the citizen says and as staff say, side by side; and what she shows of hers."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.sign_in import Me
from companion.accounts.signed_in import me, signed_in_as
from companion.checkins import indicators, progress, progress_forms, progress_sharing, progress_view, rhythm
from companion.checkins.progress import KnownRating, NothingChosen, TooManyWords
from companion.checkins.progress_forms import ProgressForm
from companion.foundation.database import new_id, reading
from companion.foundation.errors import Invalid
from companion.language import wanted
from companion.language.wanted import Shown
from companion.web.page import page
from companion.web.paths import local_path

own_progress = Blueprint("progress", __name__)


@own_progress.get("/progress")
@signed_in_as("citizen")
def home() -> Response:
    """Her own answers and those of staff, never mixed; and who may see hers."""
    citizen = me()
    with reading():
        readings = _visible(citizen)
        active = indicators.active()
        return page(
            "checkins/progress.html",
            active=active,
            asked_about=Shown(wanted.PROGRESS, (active,)),
            rows=progress_view.rows(active, readings),
            entries=progress_view.entries(readings),
            own=[one for one in readings if one.is_own],
            said_by_staff=[one for one in readings if one.own_words and not one.is_own],
            raters=progress_view.raters_of(readings),
            readers=progress_sharing.readers(citizen.person_id),
            shown=progress_sharing.shown(citizen.person_id),
            all_shown=citizen.is_strong,
            look=None if citizen.case_ended_at else rhythm.her_look(citizen.person_id),
        )


@own_progress.get("/progress/rate")
@signed_in_as("citizen")
def form() -> Response:
    """The questions; each may be skipped."""
    with reading():
        return _form(progress_forms.blank(key=new_id()))


@own_progress.post("/progress")
@signed_in_as("citizen")
def rate() -> Response:
    """Keep her answers, for her alone."""
    filled = progress_forms.read(request.form, keyed=True)
    if switched():
        return _form(filled)
    try:
        progress.rate(citizen=me().person_id, given=filled.given(), actor=me().actor)
    except (NothingChosen, TooManyWords) as missing:
        return _form(filled, fault=missing)
    return redirect("/progress", 303)


@own_progress.post("/progress/later")
@signed_in_as("citizen")
def later() -> Response:
    """Look again another day."""
    rhythm.postpone(until=request.form.get("until", ""), actor=me().actor)
    return redirect(local_path(request.form.get("next")), 303)


@own_progress.post("/progress/no-thanks")
@signed_in_as("citizen")
def no_thanks() -> Response:
    """Not this time, and nobody asks why."""
    rhythm.decline(actor=me().actor)
    return redirect(local_path(request.form.get("next")), 303)


@own_progress.post("/progress/<uuid:reading_id>/show")
@signed_in_as("citizen")
def show(reading_id: uuid.UUID) -> Response:
    """Show one reading of hers to the unit she chose: all of it, or what she ticked."""
    wanted = request.form
    progress_sharing.own(reading_id, me().actor)
    try:
        consent_id = uuid.UUID(wanted.get("consent", ""))
    except ValueError:
        raise Invalid from None
    progress_sharing.show(
        reading_id=reading_id,
        consent_id=consent_id,
        indicators=wanted.getlist("indicator") if "chosen" in wanted else None,
        with_words="with_words" in wanted,
        actor=me().actor,
    )
    return redirect("/progress#show", 303)


@own_progress.post("/progress/<uuid:reading_id>/hide")
@signed_in_as("citizen")
def hide(reading_id: uuid.UUID) -> Response:
    """Hide it again, at once."""
    progress_sharing.hide(reading_id=reading_id, actor=me().actor)
    return redirect("/progress#show", 303)


def _form(filled: ProgressForm, fault: Invalid | None = None) -> Response:
    return page(
        "checkins/rate.html",
        status=422 if fault else 200,
        filled=filled,
        fault=fault.sentence if fault else None,
        too_long=isinstance(fault, TooManyWords),
        language_form="progress-form",
    )


def _visible(citizen: Me) -> Sequence[KnownRating]:
    """Everything for two factors; by code or card her answers of this sign-in, and what staff say now."""
    every = progress.history(citizen.person_id)
    if citizen.is_strong:
        return every
    newest_of = {one.rater_id: one.id for one in reversed(every) if not one.is_own}
    return [
        one
        for one in every
        if (one.is_own and one.rated_at >= citizen.signed_in_at) or newest_of.get(one.rater_id) == one.id
    ]
