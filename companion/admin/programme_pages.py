"""`/admin/programmes`: every template with what the validator says, and which of them somebody new can begin."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import me, signed_in_as
from companion.language.table import languages
from companion.programmes import switched
from companion.programmes.checked import checked
from companion.web.page import page

admin_programmes = Blueprint("admin_programmes", __name__)


@admin_programmes.get("/admin/programmes")
@signed_in_as(ADMINISTRATOR)
def every() -> Response:
    """Every template with what the validator says, and whether it is offered."""
    return page("admin/programmes.html", templates=checked(), known=languages(), is_on=switched.is_on)


@admin_programmes.post("/admin/programmes/<string:name>/on", defaults={"on": True})
@admin_programmes.post("/admin/programmes/<string:name>/off", defaults={"on": False})
@signed_in_as(ADMINISTRATOR)
def switch(name: str, *, on: bool) -> Response:
    """Somebody new can begin it, or nobody can; whoever is in it goes on."""
    switched.switch(name, on=on, actor=me().actor)
    return redirect(f"/admin/programmes#template-{name}", 303)
