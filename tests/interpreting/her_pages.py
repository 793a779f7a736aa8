"""Every page a citizen can open, and one of hers for each that is about one thing."""

import re
from collections.abc import Callable, Iterable

from flask.testing import FlaskClient
from sqlalchemy import Uuid, bindparam, text

from companion.foundation.database import reading
from companion.web.page import SHOWN
from tests.appointments.made import a_meeting_with_everything
from tests.hostile.owned import OWNED
from tests.house.policy import WHO
from tests.interpreting.a_talk import a_life_with_a_course
from tests.people import Somebody, responsible_for, signed_in
from tests.plan.laid import an_agreed_card

NO_PAGES = {  # calendars, sounds and ways in; and two languages of two languages are none
    *("GET /sign-in/oidc/<string>/back", "GET /course-book/sound/<uuid>", "GET /spoken/<uuid>"),
    *("GET /appointments/<uuid>/calendar.ics", "GET /calendar/<string>.ics"),
    *("GET /pair/<path>", "GET /join/talk/<path>"),
}


def keys(kind: str) -> Callable[[Somebody], list[object]]:
    """The keys of what she owns of a kind."""
    me = bindparam("me", type_=Uuid)

    def found(her: Somebody) -> list[object]:
        with reading() as db:
            return list(db.scalars(text(OWNED[kind]).bindparams(me).columns(id=Uuid), {"me": her.id}))

    return found


ONE_THING: dict[str, Callable[[Somebody], Iterable[object]]] = {
    "GET /plan/not-right/<uuid>": keys("line"),
    "GET /plan/words/<uuid>": keys("worded line"),
    "GET /appointments/<uuid>": keys("appointment"),
    "GET /appointments/<uuid>/teach-back": keys("summary"),
    "GET /plan/cards/<uuid>/teach-back": keys("agreed card"),
    "GET /show/appointment/<uuid>": keys("appointment"),
    "GET /concerns/<uuid>": keys("concern"),
    "GET /course/<int>": lambda _her: [3],
    "GET /show/<string>": lambda _her: SHOWN,
}
HERS = [route for route, roles in WHO.items() if {"citizen", "everybody"} & set(roles)]
PLAIN = [route.removeprefix("GET ") for route in HERS if route.startswith("GET ") and "<" not in route]


def everything_on(client: FlaskClient, language: str = "ar") -> Somebody:
    """Somebody with something on every page, signed in on this phone."""
    signed_in(client, amina := a_life_with_a_course(language))
    client.post("/concerns/new", data={"sentence": "sleep-bad", "receiver": "contact"})
    karen = responsible_for(amina)
    a_meeting_with_everything(amina, karen)
    an_agreed_card(amina, karen)
    return amina


def about_hers(route: str, her: Somebody) -> list[str]:
    """The addresses of a page that is about one thing, for each of hers."""
    return [re.sub("<.*>", str(one), route.removeprefix("GET ")) for one in ONE_THING[route](her)]
