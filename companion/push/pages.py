"""`/me/notifications/phone`: notices on this phone and others; and what phones themselves say, at `/push`."""

import uuid
from typing import Any

from flask import Blueprint, jsonify, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import device_word, me, signed_in_as
from companion.foundation import intake
from companion.foundation.database import reading
from companion.foundation.errors import Invalid, TooLarge
from companion.language import neutral
from companion.push import channels, devices, mail_addresses, service, vapid
from companion.push.mail_addresses import NotAnAddress
from companion.push.rules import EMAIL, LARGEST_SUBSCRIPTION
from companion.web.json_body import json_body
from companion.web.open_door import open_to_all
from companion.web.page import page

push_room = Blueprint("push", __name__)
HERE = "/me/notifications/phone"
TOLD = (CITIZEN, *EMPLOYMENT_ROLES, *HEALTH_ROLES)  # whom something can ring for: her messages, or a wish to be called
TRIED = ("accepted", "gone", "refused", "later")
NEEDS_THE_APP = ("iPhone", "iPad")  # their browsers show notices only for an app on the home screen
SHOWN, OPENED = "shown", "opened"


@push_room.get(HERE)
@signed_in_as(*TOLD)
def home() -> Response:
    """What a notice says, whether they come to this phone, and to which others."""
    tried = request.args.get("tried")
    return _page(tried=tried if tried in TRIED else None)


@push_room.post(f"{HERE}/devices")
@signed_in_as(*TOLD)
def turn_on() -> Response:
    """The browser's own address for notices, on the first tap and again each time the app is opened."""
    request.max_content_length = LARGEST_SUBSCRIPTION  # also of a body that does not say how long it is
    if (request.content_length or 0) > LARGEST_SUBSCRIPTION:
        raise TooLarge
    somebody = me()
    here = devices.Here(somebody.sign_in_id, somebody.own_phone, device_word())
    devices.turn_on(told=json_body(), here=here, actor=somebody.actor)
    return _key()


@push_room.post(f"{HERE}/silent")
@signed_in_as(*TOLD)
def silent() -> Response:
    """This phone says that its browser shows no notices any more; it hears under which key they can come again."""
    devices.fell_silent(sign_in_id=me().sign_in_id, actor=me().actor)
    return _key()


@push_room.post(f"{HERE}/devices/<uuid:device_id>/end")
@signed_in_as(*TOLD)
def turn_off(device_id: uuid.UUID) -> Response:
    """No more notices on one phone of mine."""
    devices.turn_off(device=device_id, actor=me().actor)
    return redirect(f"{HERE}#phones", 303)


@push_room.post(f"{HERE}/devices/<uuid:device_id>/test")
@signed_in_as(*TOLD)
def try_out(device_id: uuid.UUID) -> Response:
    """One notice to one phone of mine, to see what it looks like."""
    outcome = service.try_out(device_id, citizen=me().person_id, language=me().language)
    return redirect(f"{HERE}?tried={outcome.state}#phones", 303)


@push_room.post(f"{HERE}/mail")
@signed_in_as("citizen")
def keep_mail() -> Response:
    """My e-mail address for notices; an empty field takes it away."""
    typed = request.form.get("address", "")
    if switched():
        return _page(typed=typed)
    try:
        mail_addresses.keep(person=me().person_id, address=typed, actor=me().actor)
    except NotAnAddress as wrong:
        return _page(status=422, typed=typed, wrong=wrong.sentence)
    return redirect(f"{HERE}#mail", 303)


@push_room.get("/push/key")
@open_to_all()
def key() -> Response:
    """The key that browsers subscribe under; public by nature."""
    return _key()


@push_room.post("/push/seen")
@open_to_all()
def seen() -> Response:
    """A phone says that it showed a notice or that it was tapped; the id it was sealed is all it needs to know.

    Whatever the id, the answer is the same: trying ids tells nothing.
    """
    told: Any = json_body()
    what = told.get("what") if isinstance(told, dict) else None
    if what not in (SHOWN, OPENED):
        raise Invalid
    service.seen(_id(told.get("n")), opened=what == OPENED)
    return Response(status=204)


def _page(*, status: int = 200, **values: Any) -> Response:
    somebody = me()
    staff = somebody.role != CITIZEN
    mail = EMAIL in channels.offered() and not staff
    with reading():
        return page(
            "push/phone.html",
            status=status,
            devices=devices.of(somebody.person_id),
            this=somebody.sign_in_id,
            own_phone=somebody.own_phone,
            staff=staff,
            whose=intake.owner_token(somebody.person_id),
            iphone=device_word() in NEEDS_THE_APP,
            notice=neutral.notice(somebody.language),
            mail=mail,
            address=mail_addresses.of(somebody.person_id) if mail else None,
            **{"tried": None, "typed": None, "wrong": None} | values,
        )


def _key() -> Response:
    answer = jsonify(key=vapid.public_key())
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _id(told: Any) -> uuid.UUID:
    try:
        return uuid.UUID(told)
    except (ValueError, TypeError, AttributeError):
        raise Invalid from None
