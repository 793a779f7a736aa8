"""What a citizen does with an invitation instead of answering: later, no thank you, or the talk that comes with it."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.checkins import invitations
from companion.language.table import SOURCE
from companion.web.form_key import form_key
from companion.web.paths import local_path

check_in_invitations = Blueprint("check_in_invitations", __name__)


@check_in_invitations.post("/check-in/later")
@signed_in_as("citizen")
def later() -> Response:
    """Ask me again then."""
    invitations.postpone(until=request.form.get("until", ""), actor=me().actor)
    return redirect(local_path(request.form.get("next")), 303)


@check_in_invitations.post("/check-in/no-thanks")
@signed_in_as("citizen")
def no_thanks() -> Response:
    """Not this time, and nobody asks why."""
    invitations.decline(actor=me().actor)
    return redirect(local_path(request.form.get("next")), 303)


@check_in_invitations.post("/check-in/talk")
@signed_in_as("citizen")
def talk() -> Response:
    """The talk that comes with a check-in used for screening, whatever she answers or does not answer."""
    key = form_key(request.form.get("key", ""))
    invitations.ask_for_talk(key=key, with_interpreter=me().language != SOURCE, actor=me().actor)
    return redirect("/#responsible", 303)
