"""`/show/appointment/<uuid>`: an appointment on the whole screen, Danish large, for a bus driver or a reception."""

import uuid

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import service
from companion.appointments.shown import shown
from companion.foundation.database import reading
from companion.foundation.errors import N_
from companion.web.page import page

shown_appointments = Blueprint("shown_appointments", __name__)
GOING = N_("Jeg skal til en aftale her:")
ON_PHONE = N_("Jeg har en aftale på telefon eller video.")
WITH = N_("Aftalen er med:")


@shown_appointments.get("/show/appointment/<uuid:appointment_id>")
@signed_in_as(CITIZEN, keep="own")
def card(appointment_id: uuid.UUID) -> Response:
    """Place, time and name; never what it is about. Raises NotFound for another citizen's."""
    with reading():
        found = shown([service.one(appointment_id, me().person_id)])[0]
    away = found.meeting.form in ("phone", "video")
    return page("appointments/show.html", one=found, going=ON_PHONE if away else GOING, with_whom=WITH)
