"""`/plan/own`: the citizen's private appointments and steps, seen by nobody else."""

import uuid
from datetime import date

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.errors import Invalid
from companion.plan import own_entries
from companion.plan.kinds import LONGEST_TITLE
from companion.plan.own_entries import USUAL_MINUTES, NoSuchTime
from companion.plan.refusals import NoSuchDay
from companion.web.page import page

own_plan = Blueprint("own_plan", __name__)
FIELDS = ("own_title", "on", "at", "minutes")
MOST_DIGITS = 4


@own_plan.get("/plan/own")
@signed_in_as("citizen")
def overview() -> Response:
    """Her entries, and a form for one more."""
    return _shown()


@own_plan.post("/plan/own")
@signed_in_as("citizen")
def add() -> Response:
    """Keep a step, or an appointment if it has a day."""
    typed = {field: request.form.get(field, "").strip() for field in FIELDS}
    if switched():
        return _shown(typed)
    try:
        own_entries.add(
            words=typed["own_title"],
            on=_day(typed["on"]),
            at=typed["at"],
            minutes=_minutes(typed["minutes"]),
            actor=me().actor,
        )
    except Invalid as fault:
        return _shown(typed, fault)
    return redirect("/plan/own", 303)


@own_plan.post("/plan/own/<uuid:entry_id>/done")
@signed_in_as("citizen")
def tick(entry_id: uuid.UUID) -> Response:
    """Done, or not after all."""
    own_entries.tick(entry_id=entry_id, actor=me().actor)
    return redirect("/plan/own", 303)


@own_plan.post("/plan/own/<uuid:entry_id>/remove")
@signed_in_as("citizen")
def remove(entry_id: uuid.UUID) -> Response:
    """Take it away."""
    own_entries.remove(entry_id=entry_id, actor=me().actor)
    return redirect("/plan/own", 303)


def _shown(typed: dict[str, str] | None = None, fault: Invalid | None = None) -> Response:
    wrong = "on" if isinstance(fault, NoSuchDay) else "at" if isinstance(fault, NoSuchTime) else "own_title"
    return page(
        "plan/own.html",
        status=422 if fault else 200,
        entries=own_entries.of(me().person_id),
        typed=typed or dict.fromkeys(FIELDS, ""),
        fault=fault,
        wrong=wrong if fault else None,
        longest=LONGEST_TITLE,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NoSuchDay from None


def _minutes(text: str) -> int:
    if not text:
        return USUAL_MINUTES
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
