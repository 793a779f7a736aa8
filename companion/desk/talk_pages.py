"""`/desk/<citizen>/talk`: staff open a conversation with an interpreter; `/desk/talk/…`: who waits, signs, the end.

Staff read no page of the citizen's here: what she sees, hidden things too, is hers. They have the lines their own role
may see before them, and the one that is pointed at lights up (R3; docs/decisions/0030).
"""

from uuid import UUID

from flask import Blueprint, jsonify, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import service as caseload
from companion.desk import in_sight
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.interpreting import ending, live, rules, service
from companion.interpreting.in_conversation import unkept
from companion.interpreting.kinds import kinds
from companion.interpreting.live import Talk
from companion.interpreting.talk_pages import answer_door, code_of, minutes_of
from companion.web.page import page

desk_talks = Blueprint("desk_talks", __name__)
CONTACTS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)


@desk_talks.get("/desk/<uuid:citizen>/talk")
@signed_in_as(*CONTACTS)
def form(citizen: UUID) -> Response:
    """Choose what the talk is about and how long; the look at the name is written down."""
    with transaction():
        caseload.require_relation(citizen=citizen, staff=me().person_id)
        audit.write_daily(event="read.talk-form", citizens=[citizen], actor=me().actor)
        person = accounts.person(citizen)
    lengths, usual = rules.MINUTES, rules.USUAL_MINUTES
    return page("desk/talk_form.html", person=person, kinds=kinds(), lengths=lengths, usual=usual)


@desk_talks.post("/desk/<uuid:citizen>/talk")
@signed_in_as(*CONTACTS)
def open_talk(citizen: UUID) -> Response:
    """The talk begins with six digits, shown once."""
    kind, minutes = request.form.get("kind", ""), minutes_of(request.form.get("minutes", ""))
    made = service.open_talk(citizen=citizen, kind=kind, minutes=minutes, actor=me().actor)
    return _page(_mine(made.id), digits=made.digits)


@desk_talks.get("/desk/talk/<uuid:talk>")
@signed_in_as(*CONTACTS)
def one(talk: UUID) -> Response:
    """Who waits and who is in, and the citizen's signs. After the end: only that it is over."""
    found = live.one(talk)
    if found is not None and found.staff_id == me().person_id and ending.is_over(found):
        return unkept(page("desk/talk_over.html"))
    return _page(_mine(talk))


@desk_talks.get("/desk/talk/<uuid:talk>/now")
@signed_in_as(*CONTACTS)
def now(talk: UUID) -> Response:
    """How it stands this second; of what is pointed at only what this role may see, and never its number."""
    found = live.one(talk)
    if found is None or found.staff_id != me().person_id:
        raise NotFound
    caseload.require_relation(citizen=found.citizen_id, staff=me().person_id)
    if ending.is_over(found):
        return unkept(jsonify(over=True))
    return unkept(jsonify(version=found.version, sign=found.shown_signal, line=in_sight.lit(found, me().actor)))


@desk_talks.post("/desk/talk/<uuid:talk>/code")
@signed_in_as(*CONTACTS)
def new_code(talk: UUID) -> Response:
    """Another code; the one before opens nothing."""
    return _page(_mine(talk), digits=service.new_code(talk=talk, actor=me().actor))


@desk_talks.post("/desk/talk/<uuid:talk>/door")
@signed_in_as(*CONTACTS)
def answer(talk: UUID) -> Response:
    """Let a name in, or not."""
    answer_door(_mine(talk))
    return redirect(f"/desk/talk/{talk}", 303)


@desk_talks.post("/desk/talk/<uuid:talk>/end")
@signed_in_as(*CONTACTS)
def end(talk: UUID) -> Response:
    """The conversation is over for everybody."""
    ending.end(talk=_mine(talk).id, by="staff", actor=me().actor)
    return redirect(f"/desk/talk/{talk}", 303)


def _mine(talk: UUID) -> Talk:
    found = live.one(talk)
    if found is None or found.staff_id != me().person_id or ending.is_over(found):
        raise NotFound
    caseload.require_relation(citizen=found.citizen_id, staff=me().person_id)
    return found


def _page(found: Talk, *, digits: str | None = None) -> Response:
    with transaction():
        made = page(
            "desk/talk.html",
            talk=found,
            person=accounts.person(found.citizen_id),
            kind=kinds().get(found.kind),
            guests=live.guests(found.id),
            code=code_of(digits),
            before=in_sight.before(found.citizen_id, me().actor) if found.sign_in_id else [],
            lit=in_sight.lit(found, me().actor),
        )
    return unkept(made)
