"""`/desk/<citizen>/nudge`: choose a text, see it in the reader's language beside Danish, send it: two taps."""

import uuid
from collections.abc import Mapping

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.service import KnownPerson
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.caseload import service as caseload
from companion.foundation import audit, clock
from companion.foundation.database import new_id, transaction
from companion.foundation.errors import Invalid
from companion.language.text import Text
from companion.nudges import follow_along, forms, history, library, preview, sending, wording
from companion.nudges.forms import Anchors, NudgeForm
from companion.nudges.preview import Preview
from companion.nudges.sending import SENDERS, Draft
from companion.programmes import leading
from companion.tasks import unreached
from companion.web.page import page

desk_nudges = Blueprint("desk_nudges", __name__)
FIELD = {
    "PlainTextOnly": "own_words",
    "TooManyWords": "own_words",
    "OnlyOneAtATime": "others",
    **dict.fromkeys(("NoSuchTime", "NoMeetingAhead", "NoStartKnown", "NoProgrammeLed"), "when"),
}


@desk_nudges.get("/desk/<uuid:citizen_id>/nudge")
@signed_in_as(*SENDERS)
def home(citizen_id: uuid.UUID) -> Response:
    """The texts to choose from and what was sent before; with `?template=` the preview and the way to send it."""
    chosen = request.args.get("template", "")
    with transaction():
        return _shown(citizen_id, NudgeForm(new_id(), chosen) if chosen else None)


@desk_nudges.post("/desk/<uuid:citizen_id>/nudge")
@signed_in_as(*SENDERS)
def send(citizen_id: uuid.UUID) -> Response:
    """Send it, or look at it again with the own line; what is wrong is told, and nothing typed is lost."""
    with transaction():
        caseload.require_relation(citizen=citizen_id, staff=me().person_id)
        filled = forms.read(request.form, request.form.getlist("others"))
        try:
            if "look" not in request.form:
                _send(citizen_id, filled)
                return redirect(f"/desk/{citizen_id}/nudge#sent", 303)
        except Invalid as fault:
            return _shown(citizen_id, filled, fault=fault)
        return _shown(citizen_id, filled)


@desk_nudges.post("/desk/nudges/<uuid:message_id>/take-back")
@signed_in_as(*SENDERS)
def take_back(message_id: uuid.UUID) -> Response:
    """It has not gone out yet, and shall not."""
    citizen = sending.take_back(message_id=message_id, actor=me().actor)
    return redirect(f"/desk/{citizen}/nudge#sent", 303)


def _send(citizen: uuid.UUID, filled: NudgeForm) -> None:
    wanted = [citizen, *filled.others]
    meetings = _meetings(wanted)
    draft = Draft(
        key=filled.key,
        template=filled.template,
        plan=filled.plan(_anchors(citizen, meetings)),
        own_words=filled.own_words,
        about={one: meeting.id for one, meeting in meetings.items()} if _speaks_of_meeting(filled) else {},
    )
    sending.send(citizens=wanted, draft=draft, actor=me().actor)


def _shown(citizen: uuid.UUID, filled: NudgeForm | None, *, fault: Invalid | None = None) -> Response:
    staff = me()
    caseload.require_relation(citizen=citizen, staff=staff.person_id)
    audit.write_daily(event="read.nudges", citizens=[citizen], actor=staff.actor)
    others = _others(citizen)
    chosen = [one for one in others if filled and one.id in filled.others]
    meetings, person = _meetings([citizen, *(one.id for one in chosen)]), accounts.person(citizen)
    around = wording.Around(staff.name, meetings.get(citizen))
    return page(
        "nudges/nudge.html",
        status=422 if fault else 200,
        errors=[(FIELD.get(type(fault).__name__, "template"), fault.sentence)] if fault else [],
        citizen=person,
        others=others if filled else [],
        texts=_texts(around),
        preview=_preview(filled, [person, *chosen], meetings),
        filled=filled,
        known=_anchors(citizen, meetings),
        days=forms.DAYS,
        weeks=forms.WEEKS,
        today=clock.today(),
        sent=history.of(citizen=citizen, name=staff.name, actor=staff.actor),
        wish=unreached.wishes_for(staff.actor).get(citizen),
    )


def _texts(around: wording.Around) -> list[tuple[library.Template, Text]]:
    """Every text that fits: one about a meeting only where there is one."""
    fitting = (one for one in library.templates().values() if wording.fits(one, around.meeting))
    return [(one, wording.spoken(one, around)) for one in fitting]


def _preview(
    filled: NudgeForm | None, people: list[KnownPerson], meetings: Mapping[uuid.UUID, KnownAppointment]
) -> Preview | None:
    """How each of them reads it; nothing where the text can go to none of them."""
    if filled is None:
        return None
    made = preview.of(library.template(filled.template), me().name, people, meetings)
    return made if made.versions else None


def _others(citizen: uuid.UUID) -> list[KnownPerson]:
    """The sender's other citizens, by name."""
    charged = (charge.citizen_id for charge in caseload.charges_of(me().person_id) if charge.lasting)
    known = accounts.people(one for one in charged if one != citizen)
    return sorted(known.values(), key=lambda one: (one.name, one.id))


def _meetings(citizens: list[uuid.UUID]) -> Mapping[uuid.UUID, KnownAppointment]:
    """The next meeting this member of staff holds with each of them."""
    return appointments.next_for_staff(citizens, me().person_id, role=me().role)


def _speaks_of_meeting(filled: NudgeForm) -> bool:
    return library.template(filled.template).needs_meeting


def _anchors(citizen: uuid.UUID, meetings: Mapping[uuid.UUID, KnownAppointment]) -> Anchors:
    """Only what this member of staff holds, entered or leads: what is offered tells nothing hidden (R3)."""
    meeting, starts = meetings.get(citizen), follow_along.starts_of(citizen, role=me().role)
    start = starts[-1] if starts else None
    return Anchors(
        meeting=(meeting.id, meeting.starts_at) if meeting else None,
        start=(start.id, clock.midnight(start.starts_on)) if start else None,
        programme=leading.led_by(citizen, me().person_id),
    )
