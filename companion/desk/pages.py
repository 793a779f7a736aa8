"""`/desk`: the people a member of staff is there for, and what waits for an answer."""

from datetime import timedelta

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.rules import HEALTH_ROLES, STAFF
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import coming
from companion.appointments import service as appointments
from companion.caseload import service as caseload
from companion.caseload.rules import CASELOAD_LIMIT, LIMITED_ROLE
from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.nudges import follow_along
from companion.nudges import service as nudges
from companion.nudges.sending import SENDERS
from companion.tasks import service as tasks
from companion.web.page import page

REPLIES_SHOWN = timedelta(days=3)  # an answer older than that stands on the citizen's page
desk = Blueprint("desk", __name__)


@desk.get("/desk")
@signed_in_as(*STAFF)
def home() -> Response:
    """The caseload; each look at it is written down for the citizens on it, once a day."""
    staff = me()
    with transaction():
        charged = {charge.citizen_id for charge in caseload.charges_of(staff.person_id)}
        asked = tasks.waiting_for(staff.person_id, role=staff.role)
        people = accounts.people({*charged, *(task.citizen_id for task in asked)})
        charges = sorted(charged & people.keys(), key=lambda citizen: (people[citizen].name, citizen))
        audit.write_daily(event="read.caseload", citizens=people, actor=staff.actor)
        return page(
            "desk/desk.html",
            people=people,
            charges=charges,
            next_meetings=appointments.next_for_staff(charges, staff.person_id, role=staff.role),
            waiting=[task for task in asked if task.citizen_id in people],
            contacts_due=follow_along.due_for(staff.person_id, role=staff.role),
            sessions=coming.sessions_ahead(staff.person_id, clock.now()),
            replies=nudges.replies_waiting(actor=staff.actor, since=clock.now() - REPLIES_SHOWN),
            may_write=staff.role in SENDERS,
            may_reach=staff.role in HEALTH_ROLES,
            limit=CASELOAD_LIMIT if staff.role == LIMITED_ROLE else None,
        )
