"""`/sign-in/passkey`: in with finger, face or the phone's own PIN; `/sign-in/stronger`: what a code cannot do."""

from typing import Any

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from companion.accounts import attempts, oidc, passkeys
from companion.accounts.code_pages import client_address
from companion.accounts.passkeys import MayNotAdd
from companion.accounts.rules import CITIZEN, ROLES
from companion.accounts.signed_in import begin, device_word, me, signed_in_as
from companion.foundation.errors import Invalid
from companion.web.json_body import json_body
from companion.web.open_door import open_to_all
from companion.web.page import page

passkey_door = Blueprint("passkey_door", __name__)


@passkey_door.post("/sign-in/passkey/options")
@open_to_all()
def sign_in_options() -> Response:
    """A fresh challenge, the same for everybody: no name is asked for, so none can be tried."""
    _an_object()
    return _never_kept(jsonify(passkeys.options_to_sign_in()))


@passkey_door.post("/sign-in/passkey")
@open_to_all()
def sign_in() -> Response:
    """Sign in with the passkey that signed our challenge; every one that does not work is answered alike."""
    body = _an_object()
    with attempts.counted(client_address()):
        person = passkeys.use(body.get("credential"))
    return _signed_in(begin(person, own_phone=body.get("own_phone") is True, method="passkey"))


@passkey_door.get("/sign-in/passkey/new")
@signed_in_as(*ROLES, strength="any")
def new_passkey() -> Response:
    """What a passkey is, and one button that makes it."""
    somebody = me()
    if not passkeys.may_add(somebody):
        raise MayNotAdd
    return page("accounts/new_passkey.html", own_phone=somebody.own_phone, citizen=somebody.role == CITIZEN)


@passkey_door.post("/sign-in/passkey/new/options")
@signed_in_as(*ROLES, strength="any", after_end=True)
def new_options() -> Response:
    """What the phone is asked to make."""
    _an_object()
    return _never_kept(jsonify(passkeys.options_to_add(me())))


@passkey_door.post("/sign-in/passkey/new")
@signed_in_as(*ROLES, strength="any", after_end=True)
def add() -> Response:
    """Keep the new passkey; its user was verified, so this phone is signed in with it from here on."""
    somebody = me()
    passkeys.add(answer=_an_object().get("credential"), device=device_word(), me=somebody)
    again = begin(somebody.person_id, own_phone=somebody.own_phone, method="passkey")
    return _signed_in(again, "/me/devices" if somebody.role == CITIZEN else None)


@passkey_door.get("/sign-in/stronger")
@signed_in_as(*ROLES, strength="any")
def stronger() -> Response:
    """What a sign-in by code or card can do and what it cannot, and the ways to be quite sure."""
    somebody = me()
    citizen = somebody.role == CITIZEN
    return page(
        "accounts/stronger.html",
        citizen=citizen,
        is_strong=somebody.is_strong,
        may_add=passkeys.may_add(somebody),
        has_passkey=bool(passkeys.of(somebody.person_id)),
        oidc_doors=[door for door in oidc.open_doors() if (door.key == oidc.CITIZENS) is citizen],
    )


def _an_object() -> dict[str, Any]:
    body = json_body()
    if not isinstance(body, dict):
        raise Invalid
    return body


def _signed_in(begun: Response, to: str | None = None) -> Response:
    """The session that was begun, told to a script: it goes on by itself."""
    answer = jsonify(to=to or begun.location)
    for cookie in begun.headers.getlist("Set-Cookie"):
        answer.headers.add("Set-Cookie", cookie)
    return _never_kept(answer)


def _never_kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
