"""`/support-at-work`: whom to ask, and what there is; for everybody, signed out too, two taps from the plan."""

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.concerns import support
from companion.foundation import clock
from companion.foundation.database import new_id, reading
from companion.language import wanted
from companion.language.wanted import Shown
from companion.web import reader
from companion.web.open_door import open_to_all
from companion.web.page import page

support_room = Blueprint("support", __name__)


@support_room.get("/support-at-work")
@open_to_all(keep="anyone")
def home() -> Response:
    """The key person, or the municipality's numbers where there is none; then each way in plain words."""
    with reading():
        person = support.key_person()
        schemes = support.schemes()
        return page(
            "concerns/support.html",
            person=person,
            shown=Shown(wanted.SUPPORT, (person, *schemes)),
            is_stale=person is not None and person.is_stale(clock.today()),
            units=[] if person else accounts.units_today(),
            schemes=schemes,
            provenance=support.provenance_of(reader.current().language.code),
            ask_key=new_id(),
        )
