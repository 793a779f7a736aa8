"""`/wishes/hours`: hours of work week by week and how they felt; who sees them is hers to say."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.concerns import hours, own_sharing, rules
from companion.foundation import clock
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.web.page import page

hours_room = Blueprint("hours", __name__)
WEEKS_BACK = 8  # that far one remembers how a week was
CHANGES = {"show": hours.show, "hide": hours.hide}


@hours_room.get("/wishes/hours")
@signed_in_as("citizen")
def home() -> Response:
    """Her weeks, and the form for one more."""
    with reading():
        return _page({})


@hours_room.post("/wishes/hours")
@signed_in_as("citizen")
def tell() -> Response:
    """What one week was like."""
    form = request.form
    if switched():
        return _page(form)
    try:
        hours.tell(monday=_monday(form), hours=_number(form), feeling=form.get("feeling", ""), actor=me().actor)
    except Invalid as fault:
        return _page(form, fault)
    return redirect("/wishes/hours#weeks", 303)


@hours_room.post("/wishes/hours/<uuid:week_id>")
@signed_in_as("citizen")
def change(week_id: uuid.UUID) -> Response:
    """Show this one week to her contacts, or hide it again."""
    act = CHANGES.get(request.form.get("act", ""))
    if act is None:
        raise Invalid
    act(week_id=week_id, actor=me().actor)
    return redirect("/wishes/hours#weeks", 303)


def _page(typed: Mapping[str, str], fault: Invalid | None = None) -> Response:
    this_week = rules.monday_of(clock.today())
    return page(
        "concerns/hours.html",
        status=422 if fault else 200,
        weeks=hours.of(me().person_id),
        mondays=[this_week - timedelta(weeks=number) for number in range(WEEKS_BACK)],
        this_week=this_week,
        is_shared=own_sharing.is_shared(me().person_id, own_sharing.HOURS),
        typed=typed,
        fault=fault,
        most=rules.MOST_HOURS,
        language_form="hours-form",
    )


def _monday(form: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(form.get("monday", ""))
    except ValueError:
        raise hours.WrongHours from None


def _number(form: Mapping[str, str]) -> float:
    try:
        return float(form.get("worked", "").strip().replace(",", "."))
    except ValueError:
        raise hours.WrongHours from None
