"""`/appointments/ill`: one page for a day that does not work; each is told about her own meeting only."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import own_day
from companion.appointments.shown import shown
from companion.foundation.database import reading
from companion.web.page import page

hard_day = Blueprint("hard_day", __name__)


@hard_day.get("/appointments/ill")
@signed_in_as("citizen")
def ill() -> Response:
    """Today's meetings, and what happens before anything is sent."""
    with reading():
        return page("appointments/ill.html", meetings_today=shown(own_day.today_of(me().person_id)))


@hard_day.post("/appointments/ill")
@signed_in_as("citizen")
def send() -> Response:
    """Tell each of today's people that she cannot come."""
    own_day.ill_today(actor=me().actor)
    return redirect("/appointments/ill", 303)
