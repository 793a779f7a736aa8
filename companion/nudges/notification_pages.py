"""`/me/notifications`: how and when messages come, a pause, a hard day, reminders, and what was stopped."""

import uuid
from collections.abc import Mapping
from datetime import time

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import own_copy as everybody
from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation import clock
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.nudges import choices
from companion.nudges.choices import OFFERED, Chosen, HoursDoNotFit
from companion.nudges.rules import Wishes
from companion.nudges.timing import EARLIEST, LATEST, Hours
from companion.web.page import page

notifications = Blueprint("notifications", __name__)
WHOLE_HOURS = range(EARLIEST.hour, LATEST.hour + 1)


@notifications.get("/me/notifications")
@signed_in_as("citizen")
def home() -> Response:
    """Everything she has said about messages."""
    return _shown(choices.wishes_of(me().person_id))


@notifications.post("/me/notifications")
@signed_in_as("citizen")
def choose() -> Response:
    """Keep the form; hours that do not fit are told, and stay as they were typed."""
    chosen = _chosen(request.form)
    if switched():
        return _shown(_typed(chosen))
    try:
        choices.choose(chosen=chosen, actor=me().actor)
    except HoursDoNotFit as fault:
        return _shown(_typed(chosen), fault=fault.sentence)
    return redirect("/me/notifications#saved", 303)


@notifications.post("/me/notifications/hard-day")
@signed_in_as("citizen")
def hard_day() -> Response:
    """Today is a hard day, or it is no longer."""
    if request.form.get("end"):
        choices.end_hard_day(actor=me().actor)
    else:
        choices.begin_hard_day(actor=me().actor)
    return redirect("/", 303)


@notifications.post("/me/notifications/pause")
@signed_in_as("citizen")
def pause() -> Response:
    """No messages for a while, or again from now."""
    if request.form.get("end"):
        choices.resume(actor=me().actor)
    else:
        choices.pause(length=request.form.get("length", ""), actor=me().actor)
    return redirect("/me/notifications#pause", 303)


@notifications.post("/me/notifications/stops/<uuid:stop_id>/end")
@signed_in_as("citizen")
def end_stop(stop_id: uuid.UUID) -> Response:
    """These messages may come again."""
    choices.end_stop(stop_id=stop_id, actor=me().actor)
    return redirect("/me/notifications#stops", 303)


def _shown(wishes: Wishes, *, fault: str | None = None) -> Response:
    with reading():
        stops, now = choices.stops_of(me().person_id), clock.now()
        known = choices.wishes_of(me().person_id)
        return page(
            "nudges/notifications.html",
            status=422 if fault else 200,
            errors=[("opens", fault)] if fault else [],
            wishes=wishes,
            channels=list(dict.fromkeys((*OFFERED, wishes.channel))),
            paused=known.is_paused(now),
            paused_until=known.paused_until,
            hard_day=known.is_hard_day(now),
            stops=stops,
            names=everybody.names({one.sender_id for one in stops if one.sender_id}),
            hours=[time(hour) for hour in WHOLE_HOURS],
        )


def _chosen(form: Mapping[str, str]) -> Chosen:
    """The form as it came. Raises Invalid for an hour that is none."""
    opens, closes = _hour(form.get("opens", "")), _hour(form.get("closes", ""))
    hours = Hours(opens or EARLIEST, closes or LATEST, _hour(form.get("rest_from", "")), _hour(form.get("rest_to", "")))
    ticked = {name: form.get(name) == "1" for name in ("evening", "two_hours", "at_night", "receipts")}
    return Chosen(channel=form.get("channel", ""), hours=hours, **ticked)


def _typed(chosen: Chosen) -> Wishes:
    return Wishes(
        channel=chosen.channel,
        hours=chosen.hours,
        evening=chosen.evening,
        two_hours=chosen.two_hours,
        at_night=chosen.at_night,
        receipts_since=clock.now() if chosen.receipts else None,
    )


def _hour(written: str) -> time | None:
    if not written:
        return None
    try:
        return time.fromisoformat(written)
    except ValueError:
        raise Invalid from None
