"""`/admin/programmes`, `/admin/languages`: what is offered, in which languages."""

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import signed_in_as
from companion.foundation import runtime
from companion.language.provenance import of_interface
from companion.language.table import languages
from companion.programmes.checked import checked
from companion.web.page import page

admin_system = Blueprint("admin_system", __name__)


@admin_system.get("/admin/programmes")
@signed_in_as(ADMINISTRATOR)
def programmes() -> Response:
    """Every template with what the validator says."""
    return page("admin/programmes.html", templates=checked(), known=languages())


@admin_system.get("/admin/languages")
@signed_in_as(ADMINISTRATOR)
def offered() -> Response:
    """Which languages are known, which are offered, and where their texts come from."""
    chosen = runtime.current().config.offered_languages
    known = [
        (one, one.code in chosen, of_interface(one.code) if one.catalogue else None) for one in languages().values()
    ]
    return page("admin/languages.html", known_languages=sorted(known, key=lambda row: not row[1]))
