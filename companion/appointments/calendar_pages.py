"""Meetings in her own calendar: one file a meeting, and a link that reads along, off until she starts it."""

import uuid

from flask import Blueprint, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import calendar_file, feed, service
from companion.foundation import runtime
from companion.foundation.database import reading
from companion.language.table import readable
from companion.web import reader
from companion.web.open_door import open_to_all
from companion.web.page import go_on_at, page

calendars = Blueprint("calendars", __name__)
SETTINGS = "/appointments/calendar"


@calendars.get("/appointments/<uuid:appointment_id>/calendar.ics")
@signed_in_as("citizen")
def one_file(appointment_id: uuid.UUID) -> Response:
    """One meeting as a file: the time and a neutral word."""
    with reading():
        found = service.one(appointment_id, me().person_id)
    made = calendar_file.calendar([found], reader.current().language, shows_more=False)
    return _file(made, "aftale.ics")


@calendars.get("/appointments/calendar")
@signed_in_as("citizen")
def settings() -> Response:
    """Whether a calendar reads along, and how to begin or end it."""
    return _settings()


@calendars.post("/appointments/calendar")
@signed_in_as("citizen")
def start_or_end() -> Response:
    """Begin, begin anew with another link, or end it; the link is shown once."""
    if switched():
        return _settings(more="more" in request.form)
    if "end" in request.form:
        feed.end(actor=me().actor)
        return _settings()
    key = feed.start(shows_more="more" in request.form, actor=me().actor)
    return _settings(address=f"{runtime.current().config.base_url}/calendar/{key}.ics")


@calendars.get("/calendar/<key>.ics")
@open_to_all()
def read_along(key: str) -> Response:
    """What a calendar program reads; whoever has the key has it from her. Anybody else: there is no such page."""
    go_on_at("/")  # the key stands in no page of ours, not even in one that says no
    with reading():
        found = feed.by_key(key)
        person = accounts.person(found.citizen_id)
        mine = service.of(found.citizen_id)
    meetings = [*mine.past, *mine.upcoming]
    made = calendar_file.calendar(meetings, readable(person.language), shows_more=found.shows_more)
    return _file(made, "aftaler.ics")


def _settings(*, address: str | None = None, more: bool = False) -> Response:
    with reading():
        return page("appointments/calendar.html", feed=feed.of(me().person_id), address=address, more=more)


def _file(content: bytes, name: str) -> Response:
    response = Response(content, 200, mimetype=calendar_file.MIME)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
