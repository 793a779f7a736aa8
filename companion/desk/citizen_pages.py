"""`/desk/<citizen>`: one citizen as a member of staff may see her; each look is written down and shown to her."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.sign_in import Me
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import for_staff
from companion.appointments.shown import shown
from companion.caseload import contacting, wished
from companion.caseload import service as caseload
from companion.caseload.around_her import staff_around
from companion.caseload.contacting import Standing
from companion.caseload.service import Charge
from companion.desk import allowed, links
from companion.desk.signals import LOOK_AGAIN, Asked, signals
from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.tasks import service as tasks
from companion.tasks import unreached
from companion.tasks.service import Waiting
from companion.web.page import page

citizen_desk = Blueprint("citizen_desk", __name__)


@citizen_desk.get("/desk/<uuid:citizen>")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def home(citizen: uuid.UUID) -> Response:
    """Who she is, who is there for her, what comes, and the doors on; also in the 24 hours of a reason (R4)."""
    staff = me()
    with transaction():
        charge = _charge(citizen, staff)
        waiting = [one for one in tasks.waiting_for(staff.person_id, role=staff.role) if one.citizen_id == citizen]
        audit.write_daily(event="read.citizen-page", citizens=[citizen], actor=staff.actor)
        return page(
            "desk/citizen.html",
            person=accounts.person(citizen),
            charge=charge,
            team=staff_around(citizen, role=staff.role),
            meetings=shown(for_staff.coming(citizen, actor=staff.actor)),
            waiting=waiting,
            allowed=allowed.by(citizen, unit=staff.unit_id),
            doors=links.doors_for(staff.role) if charge.lasting else [],
            now=clock.now(),
            today=clock.today(),
            **_contacts(charge, staff, waiting),
        )


def _charge(citizen: uuid.UUID, staff: Me) -> Charge:
    found = [charge for charge in caseload.charges_of(staff.person_id) if charge.citizen_id == citizen]
    if not found:
        raise NotFound
    return next((charge for charge in found if charge.lasting), found[0])


def _contacts(charge: Charge, staff: Me, waiting: Sequence[Waiting]) -> dict[str, Any]:
    citizen = charge.citizen_id
    standing = contacting.standings([citizen], role=staff.role).get(citizen, Standing())
    answers = [citizen] if charge.responsible or citizen in wished.covered_for(staff.person_id) else []
    wishes = wished.where_silent(answers, standings={citizen: standing}, unreached=unreached.since(waiting))
    day_only = [] if charge.lasting else [citizen]
    told = signals(Asked(staff.actor, [citizen], {citizen: standing}, wishes, day_only)).get(citizen, [])
    return {
        "wish": wishes.get(citizen),
        "standing": standing,
        "signals": [one for one in told if one.kind != LOOK_AGAIN],
        "look_again": [one for one in told if one.kind == LOOK_AGAIN],
        "contacts": contacting.latest(citizen, role=staff.role),
        "next_on": contacting.next_days(actor=staff.actor).get(citizen),
    }
