"""`/admin/programmes`: every template with what the validator says, and which of them new people can begin."""

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import signed_in_as
from companion.language.table import languages
from companion.programmes.checked import checked
from companion.web.page import page

admin_programmes = Blueprint("admin_programmes", __name__)


@admin_programmes.get("/admin/programmes")
@signed_in_as(ADMINISTRATOR)
def every() -> Response:
    """Every template with what the validator says."""
    return page("admin/programmes.html", templates=checked(), known=languages())
