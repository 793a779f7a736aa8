"""`/admin/receivers`: which systems take what citizens share, one more, another secret; no citizen stands here."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts import units
from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import me, signed_in_as
from companion.admin import forms
from companion.consent.texts import consent_text, languages_of
from companion.foundation import journal
from companion.language.text import Text
from companion.sync import again, operating, overdue, proposing
from companion.sync import service as sync
from companion.sync.allow_list import ALLOWED
from companion.sync.overdue import Waiting
from companion.sync.proposing import FormNotChosen, PurposesWrong, UnitNotChosen
from companion.sync.receivers import AddressRefused
from companion.web.page import page

admin_receivers = Blueprint("admin_receivers", __name__)
FIELD_OF = {UnitNotChosen: "unit", FormNotChosen: "body", PurposesWrong: "purpose", AddressRefused: "address"}
REFUSED = tuple(FIELD_OF)
BUTTONS: dict[str, Callable[..., object]] = {
    "secret/old": operating.drop_old_secret,
    "resume": sync.resume,
    "pause": operating.pause,
    "redrive": again.redrive,
}


@admin_receivers.get("/admin/receivers")
@signed_in_as(ADMINISTRATOR)
def receivers() -> Response:
    """Who takes what citizens release, and what needs somebody: counts without anybody behind them; ended ones last."""
    return _list()


@admin_receivers.get("/admin/receivers/new")
@signed_in_as(ADMINISTRATOR)
def new() -> Response:
    """A form for one more."""
    return _new()


@admin_receivers.post("/admin/receivers/new")
@signed_in_as(ADMINISTRATOR)
def add() -> Response:
    """One more receiver; its secret is shown this once, and somebody else opens it."""
    typed = request.form.to_dict()
    chosen = request.form.getlist("purpose")
    try:
        made, secret = proposing.propose(
            unit=forms.key(typed.get("unit", "")),
            address=typed.get("address", ""),
            purposes=chosen,
            body=typed.get("body", ""),
            actor=me().actor,
        )
    except REFUSED as fault:
        return _new(status=fault.status, typed=typed, chosen=chosen, errors=[(FIELD_OF[type(fault)], fault.sentence)])
    return _list(made=made, secret=secret) if secret else redirect("/admin/receivers", 303)


@admin_receivers.post("/admin/receivers/<uuid:receiver>/secret")
@signed_in_as(ADMINISTRATOR)
def rotate(receiver: UUID) -> Response:
    """Another secret, shown this once; the one before signs too until it is dropped."""
    secret = sync.make_secret()
    operating.rotate(receiver_id=receiver, secret=secret, actor=me().actor)
    return _list(made=receiver, secret=secret)


@admin_receivers.post("/admin/receivers/<uuid:receiver>/secret/old", defaults={"button": "secret/old"})
@admin_receivers.post("/admin/receivers/<uuid:receiver>/resume", defaults={"button": "resume"})
@admin_receivers.post("/admin/receivers/<uuid:receiver>/pause", defaults={"button": "pause"})
@admin_receivers.post("/admin/receivers/<uuid:receiver>/redrive", defaults={"button": "redrive"})
@signed_in_as(ADMINISTRATOR)
def press(receiver: UUID, button: str) -> Response:
    """One of the buttons of a receiver."""
    BUTTONS[button](receiver_id=receiver, actor=me().actor)
    return redirect("/admin/receivers", 303)


def _list(*, made: UUID | None = None, secret: str = "") -> Response:
    found, waiting = sorted(sync.receivers(), key=lambda one: one.ended_at is not None), overdue.waiting()
    return page(
        "admin/receivers.html",
        receivers=[(one, units.one(one.unit_id), waiting.get(one.id, Waiting())) for one in found],
        failed=journal.failed(),
        purposes=_purposes(),
        me=me().person_id,
        made=made,
        secret=secret,
    )


def _new(*, status: int = 200, **typed: Any) -> Response:
    kinds = {line.purpose: line.unit_kind for line in ALLOWED.values()}
    return page(
        "admin/new_receiver.html",
        status=status,
        units=accounts.units_today(),
        purposes=[(key, kinds[key], name) for key, name in _purposes().items()],
        bodies=proposing.FORMS,
        **{"typed": {}, "chosen": [], "errors": [], **typed},
    )


def _purposes() -> dict[str, Text]:
    """What a receiver can be for, as the citizen reads it before she says yes."""
    return {line.purpose: _title(line.purpose) for line in ALLOWED.values()}


def _title(purpose: str) -> Text:
    found = {code: consent_text(purpose, code) for code in languages_of(purpose)}
    return {code: text.title for code, text in found.items() if text is not None}
