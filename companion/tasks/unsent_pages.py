"""`/unsent`: something on her phone cannot be sent; by her own tap her health contact learns that, and no more."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from companion.accounts.circles import HEALTH
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import service as caseload
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict
from companion.tasks import service
from companion.web.page import page

unsent_room = Blueprint("unsent", __name__)


class NoHealthContact(Conflict):
    """Nobody of the health staff is there for her: the gap is told, with another way."""

    sentence = N_("Du har ingen kontakt i sundhed lige nu. Ring til kommunen. Du finder nummeret under Hjælp.")
    way = ("/help", N_("Se, hvem du kan ringe til"))


@unsent_room.get("/unsent")
@signed_in_as("citizen")
def home() -> Response:
    """What it means, what she can do, and whom she can ask."""
    with reading():
        return page(
            "tasks/unsent.html",
            contact=caseload.health_contact_of(me().person_id),
            asked=service.asked_by(me().person_id, service.UNSENT),
        )


@unsent_room.post("/unsent")
@signed_in_as("citizen")
def ask() -> Response:
    """Tell the health contact, once: never an employment role, and nothing about what could not be sent."""
    citizen = me()
    with transaction():
        in_turn(citizen.person_id)
        contact = caseload.health_contact_of(citizen.person_id)
        if contact is None:
            raise NoHealthContact
        if service.asked_by(citizen.person_id, service.UNSENT) is None:
            service.ask(
                kind=service.UNSENT,
                visible_to=HEALTH,
                citizen=citizen.person_id,
                owner=contact.person_id,
                key=new_id(),
                actor=citizen.actor,
            )
    return redirect("/unsent", 303)
