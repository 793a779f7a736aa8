"""`/offers`: what help there is and how to get it, for everybody; the page keeps nothing and knows nobody."""

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.foundation import clock
from companion.foundation.database import reading
from companion.language import wanted
from companion.language.text import lacking
from companion.plan import catalogue
from companion.plan.catalogue_rules import is_stale
from companion.plan.catalogue_types import provenance_of, task_types
from companion.web.open_door import open_to_all
from companion.web.page import page

offers_room = Blueprint("offers", __name__)


@offers_room.get("/offers")
@open_to_all(keep="anyone")
def offers() -> Response:
    """One page for all offers: no address of it names a topic, so no history, log or preview does."""
    today = clock.today()
    with reading():
        found = catalogue.offers()
        return page(
            "plan/offers.html",
            offers=found,
            types=task_types(),
            units=accounts.units_today(),
            is_stale=lambda measure: is_stale(measure.verified_on, today),
            lacks=lambda code, measure: bool(lacking(code, measure.sentences)),
            wanted_in=lambda code: wanted.asked(wanted.OFFERS, code),
            provenance_of=lambda code: provenance_of(code, [found]),
        )
