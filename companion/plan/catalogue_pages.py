"""`/desk/catalogue`: staff find a measure by words and topic; the words stand in no address."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.rules import STAFF
from companion.accounts.signed_in import signed_in_as
from companion.foundation import clock
from companion.foundation.database import reading
from companion.plan import catalogue
from companion.plan.catalogue_rules import is_stale, next_opening
from companion.plan.catalogue_types import task_types
from companion.web.page import page

catalogue_room = Blueprint("catalogue", __name__)
PAGE_LENGTH = 20  # measures on one screen: more is scrolled past, not read
LONGEST_WORDS = 100  # characters of a search
LAST_PAGE = 1_000  # no catalogue is longer; a greater number is a typed one


@catalogue_room.get("/desk/catalogue")
@signed_in_as(*STAFF)
def whole() -> Response:
    """The whole catalogue, page by page."""
    return _shown()


@catalogue_room.post("/desk/catalogue")
@signed_in_as(*STAFF)
def search() -> Response:
    """What the words and the topic find; a form, because what staff look for stands in no log."""
    switched()  # looked for again in the other language
    return _shown()


def _shown() -> Response:
    words, topic = request.form.get("words", "")[:LONGEST_WORDS], request.form.get("topic", "")
    chosen = topic if topic in task_types() else None
    with reading():
        found = catalogue.found_by(words=words, task_type=chosen)
        number = min(_page_number(), max(0, (len(found) - 1) // PAGE_LENGTH))
        return page(
            "plan/catalogue.html",
            found=found[number * PAGE_LENGTH : (number + 1) * PAGE_LENGTH],
            count=len(found),
            number=number,
            last=max(0, (len(found) - 1) // PAGE_LENGTH),
            words=words,
            topic=chosen,
            types=task_types(),
            is_stale=lambda measure: is_stale(measure.verified_on, clock.today()),
            opens=lambda measure: next_opening(measure.hours, clock.danish(clock.now())),
        )


def _page_number() -> int:
    typed = request.form.get("page", "0")
    return min(int(typed), LAST_PAGE) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else 0
