"""`/desk`: the people a member of staff is there for, what waits for an answer, and a search among them."""

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from companion.accounts.circles import circles_of
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES, STAFF
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload.rules import CASELOAD_LIMIT, CASELOAD_WARNING, LIMITED_ROLE
from companion.desk import covering, looks, rows
from companion.desk.handing_over import gaps_for
from companion.desk.told import told_to
from companion.foundation import audit, clock, intake
from companion.foundation.database import transaction
from companion.sync import opening
from companion.web.page import page

desk = Blueprint("desk", __name__)
LONGEST_SEARCH = 80  # letters of a name
DIGITS = 5  # of a page's number


@desk.get("/desk")
@signed_in_as(*STAFF)
def home() -> Response:
    """The caseload; each look at it is written down for the citizens on it, once a day."""
    asked = request.args
    sort = asked.get("sort", rows.BY_NAME)
    return _shown(sort=sort if sort in rows.SORTS else rows.BY_NAME, number=_number(asked.get("page", "")))


@desk.post("/desk/find")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def find() -> Response:
    """Those of the own caseload whose name has these words; a name never stands in an address."""
    return _shown(name=request.form.get("name", "").strip()[:LONGEST_SEARCH])


def _shown(*, sort: str = rows.BY_NAME, number: int = 1, name: str = "") -> Response:
    staff = me()
    with transaction():
        messages, covers = told_to(staff), covering.covers_of(staff)
        around = {"also": messages.citizens, "covered": covering.answered(covers)}
        made = rows.desk_of(staff.actor, sort=sort, page=number, name=name, **around)
        covered = covering.shown(covers, wishes=made.wishes, staff=staff)
        named = {*made.people, *(citizen for one in covered for citizen in one.people)}
        audit.write_daily(event="read.caseload", citizens=named, actor=staff.actor)
        return page(
            "desk/desk.html",
            desk=made,
            messages=messages,
            covered=covered,
            seen_until=looks.look(staff.person_id),
            now=clock.now(),
            today=clock.today(),
            sort=sort,
            name=name,
            gaps=len(gaps_for(staff)),
            notices_whose=intake.owner_token(staff.person_id) if staff.own_phone else None,
            systems=opening.desk_of(staff.unit_id),
            **_of_role(staff.role),
        )


def _of_role(role: str) -> dict[str, Any]:
    """What stands on a desk because of its role: which doors, and how many citizens there is room for."""
    return {
        "meets": bool(circles_of(role)),
        "is_administrator": role == "administrator",
        "is_translator": role == "translator",
        "is_contact": role in (*EMPLOYMENT_ROLES, *HEALTH_ROLES),
        "may_reach": role in HEALTH_ROLES,
        "limit": CASELOAD_LIMIT if role == LIMITED_ROLE else None,
        "warning": CASELOAD_WARNING,
    }


def _number(written: str) -> int:
    """The page asked for; anything that is no small number is the first."""
    return int(written) if written.isascii() and written.isdigit() and len(written) <= DIGITS else 1
