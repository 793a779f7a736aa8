"""`/join`: an interpreter prepares, says who it is, waits to be let in and reads along; nothing stays on the phone."""

from typing import Any

from flask import Blueprint, jsonify, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import attempts, sign_in
from companion.accounts.code_pages import client_address
from companion.accounts.digits import in_groups, plain_digits
from companion.accounts.pages import switched
from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import shown_as
from companion.foundation.errors import N_, NotFound
from companion.interpreting import ending, joining, live, rules
from companion.interpreting.in_conversation import (
    COOKIE_SECONDS,
    Here,
    NotInAConversation,
    at_the_door,
    bound,
    cookie,
    forget,
    here,
    html_of,
    in_conversation,
    in_her_language,
    over,
    page_at,
    unkept,
)
from companion.interpreting.joining import Attested, WrongJoinCode
from companion.interpreting.kinds import kinds, terms
from companion.interpreting.pages import Pointing, other_pages
from companion.interpreting.talk_pages import point_at, state_of
from companion.language.table import SOURCE, language
from companion.web import reader
from companion.web.open_door import open_to_all
from companion.web.page import Beside, page, show_beside

join_room = Blueprint("join", __name__)
NOT_SIX = N_("En kode har seks tal. Se på den igen.")
START = "/join/talk"


@join_room.get("/join")
@open_to_all()
def door() -> Response:
    """A field for the code; after it the preparation sheet, then waiting; whoever is in goes on to the talk."""
    found = at_the_door()
    if found is None:
        return forget(_code_form()) if cookie() in request.cookies else _code_form()
    if ending.is_over(found.talk):
        return over(found)
    return redirect(START, 303) if found.guest.is_in else _waiting(found)


@join_room.post("/join")
@open_to_all()
def come() -> Response:
    """Use a code, once; every code that does not work is answered alike and counts as an attempt."""
    typed = request.form.get("code", "")
    if switched():
        return _code_form(code=typed)
    digits = plain_digits(typed)
    if len(digits) != rules.CODE_DIGITS:
        return _code_form(status=422, code=typed, errors=[("code", NOT_SIX)])
    try:
        with attempts.counted(client_address()):
            token = joining.use_code(digits)
    except WrongJoinCode as fault:
        return _code_form(status=422, code=" ".join(in_groups(digits)), errors=[("code", fault.sentence)])
    response = redirect("/join", 303)
    response.set_cookie(cookie(), token, max_age=COOKIE_SECONDS, **bound())
    return unkept(response)


@join_room.post("/join/ask")
@open_to_all()
def ask() -> Response:
    """Say who it is and ask to be let in."""
    found = _at_the_door()
    if isinstance(found, Response):
        return found
    form = request.form
    said = Attested(
        name=form.get("name", "").strip(),
        agency=form.get("agency", "").strip(),
        mode=form.get("mode", ""),
        adult=form.get("adult") == "1",
    )
    if switched():
        return _waiting(found, said=said)
    if said.wrong():
        return _waiting(found, status=422, said=said, errors=said.wrong())
    joining.ask(guest=found.guest, said=said)
    return redirect("/join", 303)


@join_room.get("/join/ask")
@open_to_all()
def asked() -> Response:
    """The form that asks stands at the door: who loads its answer again comes there."""
    return redirect("/join", 303)


@join_room.get("/join/now")
@open_to_all()
def now() -> Response:
    """How it stands this second; whoever is not in learns only whether something changed."""
    found = at_the_door()
    if found is None or ending.is_over(found.talk):
        answer = unkept(jsonify(over=True))
        answer.status_code = NotInAConversation.status
        return answer
    return unkept(jsonify(state_of(found.talk) if found.guest.is_in else {"version": found.talk.version}))


@join_room.get(START)
@in_conversation
def talk() -> Response:
    """What can be read together in this conversation."""
    found = here()
    return page(
        "interpreting/joined.html",
        talk=found.talk,
        kind=kinds().get(found.talk.kind),
        others=other_pages(found.talk, f"{START}/"),
        here=f"{START}/{found.talk.here}" if found.talk.here and found.talk.shows(found.talk.here) else None,
    )


@join_room.get("/join/talk/<path:inner>")
@in_conversation
def read(inner: str) -> Response:
    """One page of this conversation in both languages, only to read. Any other page is not there."""
    found = here()
    key = found.talk.shows(inner)
    if key is None:
        raise NotFound
    view, arguments, _name = page_at(f"/{inner}", CITIZEN)
    show_beside(_beside(found, inner))
    if key in rules.NEUTRAL:
        with in_her_language(found.talk):
            return html_of(view, arguments)
    citizen = sign_in.known(found.talk.sign_in_id) if found.talk.sign_in_id else None
    if citizen is None or citizen.person_id != found.talk.citizen_id:
        raise NotFound
    with in_her_language(found.talk), shown_as(citizen):
        made = html_of(view, arguments)
    joining.write_look(talk=found.talk, key=key)
    return made


@join_room.post("/join/point")
@in_conversation
def point() -> Response:
    """“We are here.”"""
    return point_at(here().talk, f"{START}/")


@join_room.post("/join/leave")
@open_to_all()
def leave() -> Response:
    """The interpreter goes; the answer is the time confirmation, and nothing stays on this phone."""
    found = at_the_door()
    if found is None:
        raise NotInAConversation
    ending.leave(found.guest)
    if found.guest.is_in or ending.is_over(live.one(found.talk.id) or found.talk):
        gone = over(found)
        gone.status_code = 200
        return gone
    return forget(redirect("/join", 303))


def _at_the_door() -> Here | Response:
    found = at_the_door()
    if found is None:
        raise NotInAConversation
    if ending.is_over(found.talk):
        return over(found)
    return redirect("/join", 303) if found.guest.is_in or found.guest.refused_at else found


def _code_form(*, status: int = 200, **typed: Any) -> Response:
    response = page("interpreting/join.html", status=status, **{"code": "", "errors": [], **typed})
    return unkept(response)


def _waiting(found: Here, *, status: int = 200, said: Attested | None = None, errors: Any = ()) -> Response:
    return unkept(
        page(
            "interpreting/waiting.html",
            status=status,
            guest=found.guest,
            version=found.talk.version,
            kind=kinds().get(found.talk.kind),
            minutes=found.talk.minutes,
            terms=terms(),
            modes=rules.MODES,
            said_before=said or Attested("", "", "", adult=False),
            errors=list(errors),
        )
    )


def _beside(found: Here, inner: str) -> Beside:
    values = {
        "one_language": START,
        "talk": found.talk,
        "inner": inner,
        "now": "/join/now",
        "others": other_pages(found.talk, f"{START}/"),
        "pointing": Pointing("/join/point", found.talk.point if found.talk.here == inner else None),
    }
    template = "interpreting/paired_joined.html"
    how = {"link": _link_of(found), "only_to_read": True, "values": values}
    return Beside(language(SOURCE), template, around=reader.current(), **how)


def _link_of(found: Here) -> Any:
    def link(address: str) -> str | None:
        path, mark, rest = address.partition("#")
        return f"{START}{path}{mark}{rest}" if found.talk.shows(path[1:]) else None

    return link
