"""`/me/trusted`: somebody I trust may read my appointments; `/trusted`: that page on the other phone, nothing else."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import attempts, trusted
from companion.accounts.circles import ALL, ONLY_CITIZEN
from companion.accounts.code_pages import NOT_NINE, client_address
from companion.accounts.codes import CODE_DIGITS, CODE_MINUTES
from companion.accounts.digits import in_groups, plain_digits
from companion.accounts.pages import switched
from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import device_word, me, signed_in_as
from companion.accounts.trusted import TRUSTED_DAYS, Trusted, WrongTrustedCode
from companion.appointments import service
from companion.appointments.meeting import KnownAppointment
from companion.foundation import runtime
from companion.foundation.database import reading
from companion.web import qr
from companion.web.open_door import open_to_all
from companion.web.page import page

trusted_room = Blueprint("trusted", __name__)
SECURE_COOKIE, LOOPBACK_COOKIE = "__Host-companion-trusted", "companion-trusted"
A_DAY = 86_400  # seconds
HERE = "/me/trusted"


@trusted_room.get(HERE)
@signed_in_as(CITIZEN)
def mine() -> Response:
    """Which phones read along, and a form for one more."""
    return _mine()


@trusted_room.post(HERE)
@signed_in_as(CITIZEN, strength="strong")
def invite() -> Response:
    """A code for one phone, shown once."""
    with_titles = request.form.get("with_titles") == "1"
    if switched():
        return _mine(with_titles=with_titles)
    digits = trusted.make(with_titles=with_titles, actor=me().actor)
    address = f"{runtime.current().config.base_url}/trusted"
    made = {"address": address, "groups": in_groups(digits), "drawing": qr.drawn(f"{address}#{digits}")}
    return _mine(made=made)


@trusted_room.post("/me/trusted/<uuid:trusted_id>/end")
@signed_in_as(CITIZEN, after_end=True)
def end(trusted_id: uuid.UUID) -> Response:
    """That phone reads nothing from here on."""
    trusted.end(trusted_id=trusted_id, actor=me().actor)
    return redirect(HERE, 303)


@trusted_room.get("/trusted")
@open_to_all()
def appointments() -> Response:
    """The appointments of whoever let this phone in; for everybody else a field for the code."""
    with reading():
        known = _known()
        return _form() if known is None else _appointments(known)


@trusted_room.post("/trusted")
@open_to_all()
def come_in() -> Response:
    """Use a code, once; every code that does not work is answered alike and counts as an attempt."""
    typed = request.form.get("code", "")
    if switched():
        return _form(code=typed)
    digits = plain_digits(typed)
    if len(digits) != CODE_DIGITS:
        return _form(status=422, code=typed, errors=[("code", NOT_NINE)])
    try:
        with attempts.counted(client_address()):
            token = trusted.use(digits, device=device_word())
    except WrongTrustedCode as fault:
        return _form(status=422, code=typed, errors=[("code", fault.sentence)])
    response = redirect("/trusted", 303)
    response.set_cookie(_cookie(), token, max_age=TRUSTED_DAYS * A_DAY, **_bound())
    return response


@trusted_room.post("/trusted/end")
@open_to_all()
def leave() -> Response:
    """Whoever was trusted stops; nothing is left on this phone."""
    known = _known()
    if known is not None:
        trusted.leave(known)
    return _forget(redirect("/trusted", 303))


def _mine(*, made: dict[str, Any] | None = None, with_titles: bool = False) -> Response:
    phones = trusted.of(me().person_id)
    response = page(
        "appointments/trusted.html",
        phones=phones,
        most=trusted.MOST_AT_ONCE,
        minutes=CODE_MINUTES,
        made=made,
        with_titles=with_titles,
    )
    response.headers["Cache-Control"] = "no-store"  # a code stands in it
    return response


def _form(*, status: int = 200, **typed: Any) -> Response:
    response = page("appointments/trusted_code.html", status=status, **{"code": "", "errors": [], **typed})
    return _forget(_unkept(response))


def _appointments(known: Trusted) -> Response:
    seen = [one for one in service.upcoming(known.citizen_id) if one.visible_to != ONLY_CITIZEN]
    return _unkept(
        page(
            "appointments/trusted_appointments.html",
            meetings=_told(seen, known),
            titles=known.with_titles,
            until=known.ends_at,
        )
    )


def _told(meetings: Sequence[KnownAppointment], known: Trusted) -> Sequence[tuple[KnownAppointment, bool]]:
    """Each with whether its place may be told: where a meeting about health is says what it is about."""
    return [(one, known.with_titles or one.visible_to == ALL) for one in meetings]


def _known() -> Trusted | None:
    token = request.cookies.get(_cookie())
    return trusted.who(token) if token else None


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _forget(response: Response) -> Response:
    if _cookie() in request.cookies and _known() is None:
        response.delete_cookie(_cookie(), **_bound())
    return response


def _cookie() -> str:
    return SECURE_COOKIE if runtime.current().config.secure else LOOPBACK_COOKIE


def _bound() -> dict[str, Any]:
    return {"path": "/", "secure": runtime.current().config.secure, "httponly": True, "samesite": "Lax"}
