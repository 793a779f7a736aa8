"""`/admin`: the doors of administration, and what needs somebody; nothing of a citizen stands behind any of them."""

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import signed_in_as
from companion.foundation import choices, clock, journal
from companion.help.lines import never_rung, stale
from companion.programmes.checked import checked
from companion.sync import overdue
from companion.web.page import page

admin = Blueprint("admin", __name__)


@admin.get("/admin")
@signed_in_as(ADMINISTRATOR)
def home() -> Response:
    """What needs somebody, and every door."""
    waiting = overdue.waiting().values()
    return page(
        "admin/admin.html",
        stale=len(stale(clock.today())),
        never_rung=len(never_rung()),
        faulty=sum(one.programme is None for one in checked()),
        paused=overdue.paused(),
        proposed=len(choices.proposals("")),
        stuck=journal.failed() + sum(one.late + one.held + one.dead for one in waiting),
    )
