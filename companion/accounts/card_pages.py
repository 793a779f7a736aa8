"""`/me/devices/card`: a printed card with an own PIN; `/sign-in/card`: the way back in with it."""

from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import attempts, cards, codes
from companion.accounts.cards import PIN_DIGITS, EasyPin, WrongCard
from companion.accounts.code_pages import client_address
from companion.accounts.digits import in_groups, plain_digits
from companion.accounts.pages import switched
from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import TwoFactorsNeeded, begin, me, sign_in_form, signed_in_as
from companion.foundation import runtime
from companion.foundation.errors import N_
from companion.web import qr
from companion.web.open_door import open_to_all
from companion.web.page import page

card_door = Blueprint("card_door", __name__)
NOT_SIX = N_("En pinkode har seks tal. Se på den igen.")
NOT_THE_SAME = N_("De to pinkoder er ikke ens. Skriv dem igen.")


@card_door.post("/sign-in/card")
@open_to_all()
def sign_in_by_card() -> Response:
    """Sign in with card and PIN; a card that does not work is answered like a wrong PIN."""
    typed: dict[str, Any] = {"card": request.form.get("card", ""), "own_phone": request.form.get("phone") == "own"}
    if switched():
        return sign_in_form(**typed)
    pin = plain_digits(request.form.get("pin", ""))
    if len(pin) != PIN_DIGITS:
        return sign_in_form(status=422, errors=[("pin", NOT_SIX)], **typed)  # a slip costs nothing
    try:
        with attempts.counted(client_address()):
            person = cards.use(secret=request.form.get("card", ""), pin=pin)
            return begin(person, own_phone=request.form.get("phone") == "own", method="card")
    except WrongCard:
        return sign_in_form(status=422, errors=[("pin", WrongCard.sentence)], **typed)


@card_door.get("/me/devices/card")
@signed_in_as(CITIZEN)
def card() -> Response:
    """What a card is, and a form for its PIN."""
    _be_sure()
    return _form([])


@card_door.post("/me/devices/card")
@signed_in_as(CITIZEN)
def make_card() -> Response:
    """Make the card and show it once, to be printed or drawn off; the former one ends."""
    _be_sure()
    pin, again = (plain_digits(request.form.get(field, "")) for field in ("pin", "again"))
    if pin != again:
        return _form([("again", NOT_THE_SAME)])
    try:
        secret = cards.make(pin=pin, actor=me().actor)
    except EasyPin:
        return _form([("pin", EasyPin.sentence)])
    address = f"{runtime.current().config.base_url}/sign-in"
    return page(
        "accounts/card.html",
        address=address,
        drawing=qr.drawn(f"{address}#card-{secret}"),
        letters=in_groups(secret),
    )


@card_door.post("/me/devices/card/end")
@signed_in_as(CITIZEN, strength="any", after_end=True)
def end_card() -> Response:
    """End her own card at once: a lost one opens nothing from here on."""
    cards.end(citizen=me().person_id, actor=me().actor)
    return redirect("/me/devices", 303)


def _form(errors: list[tuple[str, str]]) -> Response:
    known = cards.card_of(me().person_id)
    return page("accounts/card_form.html", status=422 if errors else 200, card=known, errors=errors)


def _be_sure() -> None:
    """A card is made by somebody we are sure of: two factors, or a code handed over in person. Raises otherwise."""
    somebody = me()
    if somebody.is_strong:
        return
    if somebody.method != "code" or not codes.was_in_person(somebody.person_id, somebody.signed_in_at):
        raise TwoFactorsNeeded
