"""`/appointments/talk`: the citizen takes one of the times her contact offers for a talk, or asks for one.

The same page whatever brings her here (an invitation, her meetings, a language without questions) and whatever she has
answered: nothing on it depends on an answer, and nobody is told where she came from.
"""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import talk_times
from companion.appointments.slots import SlotGone
from companion.caseload.office import office_of
from companion.checkins import invitations
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.language.table import SOURCE, language
from companion.tasks.service import NobodyToCall
from companion.web.form_key import form_key
from companion.web.page import page

talk_room = Blueprint("talk_times", __name__)
HERE = "/appointments/talk"


@talk_room.get(HERE)
@signed_in_as("citizen", keep="own")
def times() -> Response:
    """With whom, which times there are, and with which interpreter."""
    return _page()


@talk_room.post(HERE)
@signed_in_as("citizen")
def ask() -> Response:
    """She would like a time: whoever holds the talk is told, and offers some. Raises NobodyToCall."""
    if switched():
        return _page(with_interpreter=_with_interpreter())
    holder = invitations.talk_holder(me().person_id)
    if holder is None:
        raise NobodyToCall
    key = form_key(request.form.get("key", ""))
    talk_times.ask(holder=holder, with_interpreter=_with_interpreter(), key=key, actor=me().actor)
    return redirect(HERE, 303)


@talk_room.post(f"{HERE}/time")
@signed_in_as("citizen")
def choose() -> Response:
    """She takes one of the times."""
    if switched():
        return _page(with_interpreter=_with_interpreter(), chosen=request.form.get("slot"))
    try:
        slot = uuid.UUID(request.form.get("slot", ""))
    except ValueError:
        raise Invalid from None
    try:
        spoken = me().language if _with_interpreter() else None
        meeting = talk_times.choose(slot_id=slot, interpreter_language=spoken, actor=me().actor)
    except SlotGone as gone:
        return _page(gone, with_interpreter=_with_interpreter())
    return redirect(f"/appointments/{meeting}#meeting", 303)


def _page(gone: SlotGone | None = None, *, with_interpreter: bool = True, chosen: str | None = None) -> Response:
    citizen = me()
    with reading():
        holder = invitations.talk_holder(citizen.person_id)
        return page(
            "me/talk.html",
            status=gone.status if gone else 200,
            gone=gone.sentence if gone else None,
            times=talk_times.to_choose(citizen.person_id),
            asked=talk_times.asked(citizen.person_id),
            holder=holder,
            office=office_of(holder),
            tongue=language(citizen.language) if citizen.language != SOURCE else None,
            with_interpreter=with_interpreter,
            chosen=chosen,
            key=form_key(request.form.get("key", "")),
        )


def _with_interpreter() -> bool:
    return request.form.get("with_interpreter") == "1"
