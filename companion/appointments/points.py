"""Points staff will raise at a meeting: the citizen reads them first, the others who come only when it begins (S46)."""

import uuid
from collections.abc import Sequence

from companion.appointments import lines, staff_view
from companion.appointments.lines import KnownLine
from companion.appointments.meeting import KnownAppointment
from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.language.table import SOURCE
from companion.language.text import Text


def add(*, appointment_id: uuid.UUID, danish: str, translation: Text, actor: audit.Actor) -> None:
    """Whoever may see the meeting writes a point; from now on the citizen can read it. Raises what a line refuses."""
    with transaction():
        meeting = staff_view.opened(appointment_id=appointment_id, actor=actor)
        words = {SOURCE: danish.strip(), **translation}
        about = {"appointment": meeting.id, "citizen": meeting.citizen_id}
        lines.add(**about, kind=lines.POINT, words=words, written_in=SOURCE, actor=actor)
        audit.write(event="appointment.point", citizen=meeting.citizen_id, actor=actor, about=meeting.id)


def drop(*, appointment_id: uuid.UUID, line_id: uuid.UUID, actor: audit.Actor) -> None:
    """Whoever wrote a point takes it back. Raises NotFound."""
    with transaction():
        meeting = staff_view.opened(appointment_id=appointment_id, actor=actor)
        lines.take_away(line_id=line_id, appointment=appointment_id, kind=lines.POINT, actor=actor)
        audit.write(event="appointment.point-dropped", citizen=meeting.citizen_id, actor=actor, about=meeting.id)


def for_citizen(meeting: KnownAppointment) -> Sequence[KnownLine]:
    """Every point, at once: nobody else has read it before her."""
    return lines.of_one(meeting.id, lines.POINT)


def for_staff(meeting: KnownAppointment, actor: audit.Actor) -> Sequence[KnownLine]:
    """One's own points; those of others from the moment the meeting begins."""
    begun = meeting.starts_at <= clock.now()
    return [one for one in lines.of_one(meeting.id, lines.POINT) if begun or one.written_by == actor.person_id]
