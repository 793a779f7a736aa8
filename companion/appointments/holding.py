"""Coming meetings go over with the citizens of whoever was to hold them (S43)."""

from companion.appointments.records import Appointment
from companion.caseload.holding import Holding
from companion.foundation import clock

HOLDINGS = (
    Holding(
        Appointment.citizen_id,
        Appointment.owner_id,
        still=lambda: (Appointment.ends_at > clock.now()) & Appointment.cancelled_at.is_(None),
        follows=lambda receiver: {"owner_role": receiver.role},
        circle=Appointment.visible_to,
    ),
)
