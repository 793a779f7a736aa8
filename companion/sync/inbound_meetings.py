"""Meetings from outside: booked, changed and called off as whoever holds them would."""

import uuid

from companion.accounts.circles import circles_of
from companion.appointments import booking, changes, staff_view
from companion.appointments.wanted import Wanted
from companion.foundation import audit
from companion.foundation.errors import Invalid
from companion.sync.api_models import AppointmentIn


def book_meeting(citizen: uuid.UUID, given: AppointmentIn, actor: audit.Actor) -> uuid.UUID:
    """A new meeting."""
    return booking.book(citizen=citizen, wanted=_wanted(given, actor), actor=actor)


def change_meeting(meeting: uuid.UUID, given: AppointmentIn, actor: audit.Actor) -> None:
    """Everything about it anew; another time voids every answer to the old one."""
    known = staff_view.opened(appointment_id=meeting, actor=actor)
    changes.correct(appointment_id=meeting, version=known.version, wanted=_wanted(given, actor), actor=actor)


def cancel_meeting(meeting: uuid.UUID, actor: audit.Actor) -> None:
    """Call it off, without a line of words."""
    changes.cancel(appointment_id=meeting, line="", actor=actor)


def _wanted(given: AppointmentIn, actor: audit.Actor) -> Wanted:
    if given.visible_to not in circles_of(actor.role) or actor.person_id is None:
        raise Invalid
    letter = given.letter
    return Wanted(
        meeting_kind=given.meeting_kind,
        kind=given.kind,
        track=given.track,
        starts_at=given.starts_at,
        minutes=given.minutes,
        form=given.form,
        owner=actor.person_id,
        title=given.title,
        place=given.place,
        directions=given.directions,
        visible_to=given.visible_to,
        interpreter_language=given.interpreter_language,
        letter_date=letter.on if letter else None,
        letter_reference=letter.reference if letter else None,
    )
