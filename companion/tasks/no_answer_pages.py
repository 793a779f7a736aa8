"""`/nobody-answers`: one tap on Today when the responsible person does not answer."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.language.table import SOURCE
from companion.tasks import no_answer

no_answer_room = Blueprint("no_answer", __name__)


@no_answer_room.post("/nobody-answers")
@signed_in_as("citizen")
def ask() -> Response:
    """Ask whoever covers, and show on Today how far it is."""
    citizen = me()
    no_answer.ask(with_interpreter=citizen.language != SOURCE, actor=citizen.actor)
    return redirect("/#no-answer", 303)
