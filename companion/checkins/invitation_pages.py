"""What a citizen does with an invitation instead of answering: later, or no thank you."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.checkins import invitations
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
