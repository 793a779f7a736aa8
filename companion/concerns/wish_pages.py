"""`/wishes`: jobs or studies she would like, in her order; who sees the list is her own tick."""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import own_copy as everybody
from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.concerns import own_sharing, rules, wishes
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.web import reader
from companion.web.page import page

wish_room = Blueprint("wishes", __name__)
CHANGES = {"up": wishes.move_up, "remove": wishes.remove, "accept": wishes.accept}
BACK_TO = {own_sharing.WISHES: "/wishes#share", own_sharing.HOURS: "/wishes/hours#share"}


@wish_room.get("/wishes")
@signed_in_as("citizen")
def home() -> Response:
    """Her list and what staff suggest."""
    with reading():
        return _list("")


@wish_room.post("/wishes")
@signed_in_as("citizen")
def add() -> Response:
    """One more wish at the end of the list."""
    typed = request.form.get("wish", "")
    if switched():
        return _list(typed)
    try:
        wishes.add(words=typed, actor=me().actor)
    except Invalid as fault:
        return _list(typed, fault)
    return redirect("/wishes", 303)


@wish_room.post("/wishes/<uuid:wish_id>")
@signed_in_as("citizen")
def change(wish_id: uuid.UUID) -> Response:
    """Move one up, take it away, or take a suggestion on the list."""
    act = CHANGES.get(request.form.get("act", ""))
    if act is None:
        raise Invalid
    act(wish_id=wish_id, actor=me().actor)
    return redirect("/wishes#list", 303)


@wish_room.post("/wishes/share")
@signed_in_as("citizen")
def share() -> Response:
    """Her tick, on or off."""
    shared = request.form.get("shared", "")
    if request.form.get("on") == "1":
        own_sharing.share(shared=shared, language=reader.current().language.code, actor=me().actor)
    else:
        own_sharing.hide(shared=shared, actor=me().actor)
    return redirect(BACK_TO[shared], 303)


def _list(typed: str, fault: Invalid | None = None) -> Response:
    mine = wishes.of(me().person_id)
    return page(
        "concerns/wishes.html",
        status=422 if fault else 200,
        hers=[one for one in mine if one.is_hers],
        suggested=[one for one in mine if not one.is_hers],
        names=everybody.names(one.suggested_by for one in mine if one.suggested_by),
        is_shared=own_sharing.is_shared(me().person_id, own_sharing.WISHES),
        typed=typed,
        fault=fault,
        longest=rules.LONGEST_WISH,
        language_form="wish-form",
    )
