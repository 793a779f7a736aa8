"""`/admin/retention`: how long each class of data is kept, and when what was too old last went."""

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import signed_in_as
from companion.me import retention
from companion.web.page import page

admin_retention = Blueprint("admin_retention", __name__)


@admin_retention.get("/admin/retention")
@signed_in_as(ADMINISTRATOR)
def overview() -> Response:
    """The classes as this municipality keeps them, and the newest run; counts of rows, nobody's."""
    shipped = retention.shipped()
    return page(
        "me/retention.html",
        classes=[(one, one.days != shipped[key].days) for key, one in retention.classes().items()],
        last=retention.last_run(),
    )
