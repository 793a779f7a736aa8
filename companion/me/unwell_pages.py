"""`/me/unwell`: her own card for bad days, kept on her own phone, read by nobody she has not named."""

import uuid
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload.around_her import staff_around
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.me import unwell
from companion.me.unwell import Card
from companion.web.page import page

unwell_room = Blueprint("unwell", __name__)
FIELDS = ("signs", "helps", "calls")


@unwell_room.get("/me/unwell")
@signed_in_as("citizen", keep="own")
def home() -> Response:
    """The card to read first, then the form, then who may read it."""
    with reading():
        written = unwell.of(me().person_id)
        return _shown(typed=written.card if written else Card())


@unwell_room.post("/me/unwell")
@signed_in_as("citizen")
def write() -> Response:
    """Keep what she wrote; what cannot be kept stays in the form."""
    typed = Card(*(request.form.get(field, "").replace("\r\n", "\n").strip() for field in FIELDS))
    if switched():
        return _shown(typed=typed)
    try:
        unwell.write(card=typed, actor=me().actor)
    except (unwell.NothingWritten, unwell.TooManyWords) as fault:
        return _shown(typed=typed, status=422, errors=[(_faulty(typed), fault.sentence)])
    return redirect("/me/unwell", 303)


@unwell_room.post("/me/unwell/end")
@signed_in_as("citizen")
def end() -> Response:
    """The card goes, for everybody."""
    unwell.take_away(actor=me().actor)
    return redirect("/me/unwell", 303)


@unwell_room.post("/me/unwell/share")
@signed_in_as("citizen")
def share() -> Response:
    """Let one person read it."""
    try:
        staff = uuid.UUID(request.form.get("staff", ""))
    except ValueError:
        raise Invalid from None
    unwell.share(staff=staff, actor=me().actor)
    return redirect("/me/unwell#shared", 303)


@unwell_room.post("/me/unwell/share/<uuid:share_id>/stop")
@signed_in_as("citizen")
def stop(share_id: uuid.UUID) -> Response:
    """This person reads it no more."""
    unwell.stop(share_id=share_id, actor=me().actor)
    return redirect("/me/unwell#shared", 303)


def _shown(*, typed: Card, status: int = 200, errors: Any = ()) -> Response:
    with reading():
        citizen = me().person_id
        shared = unwell.shares(citizen)
        readers = {one.contact.person_id for one in shared}
        return page(
            "me/unwell.html",
            status=status,
            written=unwell.of(citizen),
            typed=typed,
            errors=errors,
            longest=unwell.LONGEST,
            own_phone=me().own_phone,
            shared=shared,
            others=[one for one in staff_around(citizen, role=CITIZEN) if one.contact.person_id not in readers],
        )


def _faulty(typed: Card) -> str:
    """The first field that is too long, or the first one."""
    return next((field for field in FIELDS if len(getattr(typed, field)) > unwell.LONGEST), FIELDS[0])
