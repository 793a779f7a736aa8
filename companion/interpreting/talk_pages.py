"""`/pair`: two languages; a citizen opens a conversation with an interpreter, lets a name in, shows signs, ends it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from companion.accounts.digits import in_groups
from companion.accounts.pages import switched
from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation import runtime
from companion.foundation.errors import Invalid, NotFound
from companion.interpreting import ending, live, rules, service
from companion.interpreting.in_conversation import bound, unkept, watch_cookie
from companion.interpreting.kinds import kinds
from companion.interpreting.live import Talk
from companion.interpreting.pages import other_pages
from companion.web import qr
from companion.web.page import page
from companion.web.paths import local_path

own_talks = Blueprint("own_talks", __name__)
CONTACTS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)
HERE = "/pair/talk"
LATEST = 10  # former talks on the page
ANSWERS = {"let-in": service.let_in, "refuse": service.refuse}


@own_talks.get("/pair")
@signed_in_as(CITIZEN, *CONTACTS)
def start() -> Response:
    """Her pages in two languages, and a form that opens a conversation. Staff open one from a citizen's page."""
    if me().role != CITIZEN:
        open_ones = live.of_staff(me().person_id)
        return redirect(f"/desk/talk/{open_ones[0].id}" if open_ones else "/desk", 303)
    if _with_me():
        return redirect(HERE, 303)
    return _start()


@own_talks.post("/pair")
@signed_in_as(CITIZEN)
def open_talk() -> Response:
    """A conversation begins with six digits for the interpreter, shown once."""
    if switched():
        return _start(request.form)
    made = service.open_talk(
        citizen=me().person_id,
        kind=request.form.get("kind", ""),
        minutes=minutes_of(request.form.get("minutes", "")),
        pages=request.form.getlist("pages"),
        sign_in=me().sign_in_id,
        actor=me().actor,
    )
    return _taking_part(_talk(_mine(), digits=made.digits))


@own_talks.get(HERE)
@signed_in_as(CITIZEN)
def together() -> Response:
    """The conversation she takes part in: who asks to come in, what can be read together, signs, and the end."""
    found = _with_me()
    return redirect("/pair", 303) if found is None else _talk(found)


@own_talks.get("/pair/now")
@signed_in_as(CITIZEN)
def now() -> Response:
    """How it stands this second: a few bytes, asked every two seconds by all her pages."""
    found = _with_me()
    if found is None:
        return unkept(jsonify(over=True))
    return unkept(jsonify({**state_of(found), "voice": found.is_interpreted}))


@own_talks.post("/pair/talk/take-part")
@signed_in_as(CITIZEN)
def take_part() -> Response:
    """She comes into a conversation that staff opened, and chooses what to show."""
    if switched():
        return _start(request.form)
    service.take_part(
        talk=uuid_of(request.form.get("talk", "")),
        sign_in=me().sign_in_id,
        pages=request.form.getlist("pages"),
        actor=me().actor,
    )
    return _taking_part(redirect(HERE, 303))


@own_talks.post("/pair/talk/code")
@signed_in_as(CITIZEN)
def new_code() -> Response:
    """Another code; the one before opens nothing."""
    found = _mine()
    return _talk(found, digits=service.new_code(talk=found.id, actor=me().actor))


@own_talks.post("/pair/talk/door")
@signed_in_as(CITIZEN)
def answer() -> Response:
    """Let a name in, or not; no reason is asked."""
    answer_door(_mine())
    return redirect(HERE, 303)


@own_talks.post("/pair/talk/point")
@signed_in_as(CITIZEN)
def point() -> Response:
    """“We are here.”"""
    return point_at(_mine(), "/pair/")


@own_talks.post("/pair/talk/sign")
@signed_in_as(CITIZEN)
def sign() -> Response:
    """Stop, slower, I do not understand."""
    service.signal(talk=_mine().id, sign=request.form.get("sign", ""), actor=me().actor)
    return redirect(local_path(request.form.get("next") or HERE), 303)


@own_talks.post("/pair/talk/end")
@signed_in_as(CITIZEN, after_end=True)
def end() -> Response:
    """The conversation is over for everybody."""
    found = live.by_phone(me().sign_in_id)
    if found is not None:
        ending.end(talk=found.id, by=CITIZEN, actor=me().actor)
    return redirect("/pair", 303)


def _start(typed: MultiDict[str, str] | None = None) -> Response:
    open_ones = live.of_citizen(me().person_id)
    is_waited_for = any(one.sign_in_id is None for one in open_ones)
    return page(
        "interpreting/start.html",
        language_form="join-form" if is_waited_for else "open-form",
        kinds=kinds(),
        lengths=rules.MINUTES,
        usual=minutes_of(typed.get("minutes", "")) if typed else rules.USUAL_MINUTES,
        wanted=typed.get("kind") if typed else None,
        chosen=rules.CHOSEN,
        ticked=typed.getlist("pages") if typed else rules.CHOSEN_BEFOREHAND,
        open_ones=open_ones,
        held=live.held(me().person_id, LATEST),
    )


def _talk(found: Talk, *, digits: str | None = None) -> Response:
    return unkept(
        page(
            "interpreting/talk.html",
            talk=found,
            kind=kinds().get(found.kind),
            guests=live.guests(found.id),
            others=other_pages(found, "/pair/"),
            code=code_of(digits),
        )
    )


def _with_me() -> Talk | None:
    """The talk that goes on with this phone; one whose opener has gone is ended here."""
    found = live.by_phone(me().sign_in_id)
    return None if found is None or ending.is_over(found) else found


def _mine() -> Talk:
    found = _with_me()
    if found is None:
        raise NotFound
    return found


def _taking_part(response: Response) -> Response:
    """From here on her pages look whether somebody reads along."""
    response.set_cookie(watch_cookie(), "1", max_age=int(rules.TALK_LIFE.total_seconds()) * 2, **bound())
    return response


def answer_door(found: Talk) -> None:
    """What a form about somebody waiting says. Raises Invalid or NotFound."""
    say = ANSWERS.get(request.form.get("answer", ""))
    if say is None:
        raise Invalid
    say(talk=found.id, guest=uuid_of(request.form.get("guest", "")), actor=me().actor)


def point_at(found: Talk, start: str) -> Response:
    """Light a block on every screen, and go back to it. Raises Invalid."""
    inner = request.form.get("inner", "")
    number, _space, block = request.form.get("point", "").partition(" ")
    if not found.shows(inner) or not number.isdecimal() or not number.isascii():
        raise Invalid
    service.point(talk=found.id, inner=inner, number=int(number), block=block)
    return redirect(f"{start}{inner}#point-{int(number)}", 303)


def state_of(found: Talk) -> dict[str, Any]:
    """The few bytes that every screen asks for."""
    state = {"version": found.version, "inner": found.here, "point": found.point}
    return {**state, "page": found.shows(found.here or ""), "sign": found.shown_signal}


def minutes_of(text: str) -> int:
    """Whole minutes out of a form; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def uuid_of(text: str) -> UUID:
    """A key out of a form. Raises NotFound."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def code_of(digits: str | None) -> dict[str, Any] | None:
    """A code as a page shows it: address, digits in groups, and a drawing for a camera."""
    address = f"{runtime.current().config.base_url}/join"
    if digits is None:
        return None
    return {"address": address, "groups": in_groups(digits), "drawing": qr.drawn(f"{address}#{digits}")}
