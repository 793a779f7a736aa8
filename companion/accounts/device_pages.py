"""`/me/devices`: the phones I am signed in on, my passkeys and my card; each can be ended at once, from any phone."""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import cards, devices, passkeys
from companion.accounts.rules import CITIZEN, ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.database import reading
from companion.web.page import page

device_room = Blueprint("devices", __name__)
HERE = "/me/devices"


@device_room.get("/me/devices")
@signed_in_as(*ROLES, strength="any")
def home() -> Response:
    """Every way in that I have just now, this phone before the others."""
    somebody = me()
    citizen = somebody.role == CITIZEN
    with reading():
        return page(
            "accounts/devices.html",
            devices=sorted(devices.of(somebody.actor), key=lambda one: one.id != somebody.sign_in_id),
            this=somebody.sign_in_id,
            passkeys=passkeys.of(somebody.person_id),
            may_add=passkeys.may_add(somebody),
            citizen=citizen,
            card=cards.card_of(somebody.person_id) if citizen else None,
        )


@device_room.post("/me/devices/<uuid:sign_in_id>/end")
@signed_in_as(*ROLES, strength="any", after_end=True)
def end(sign_in_id: uuid.UUID) -> Response:
    """Sign one phone of mine out; losing a way in is safe, so a code is enough for it."""
    devices.end(sign_in_id=sign_in_id, actor=me().actor)
    return redirect("/sign-in" if sign_in_id == me().sign_in_id else HERE, 303)


@device_room.post("/me/devices/end-all")
@signed_in_as(*ROLES, strength="any", after_end=True)
def end_all() -> Response:
    """Sign every other phone of mine out."""
    devices.end_all_others(this=me().sign_in_id, actor=me().actor)
    return redirect(HERE, 303)


@device_room.post("/me/devices/passkeys/<uuid:passkey_id>/end")
@signed_in_as(*ROLES, strength="any", after_end=True)
def end_passkey(passkey_id: uuid.UUID) -> Response:
    """End a passkey of mine; before the last one goes, say what that means."""
    somebody = me()
    passkey = passkeys.one_of(somebody.person_id, passkey_id)
    is_last = len(passkeys.of(somebody.person_id)) == 1
    if is_last and request.form.get("sure") != "yes":
        return page("accounts/last_passkey.html", passkey=passkey, citizen=somebody.role == CITIZEN)
    passkeys.end(passkey=passkey_id, actor=somebody.actor)
    return redirect(f"{HERE}#passkeys", 303)
