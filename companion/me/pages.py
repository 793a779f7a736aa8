"""`/me`: language and phone, sharing, and who has seen what."""

from uuid import UUID

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.caseload.shown import reached_by
from companion.consent import aloud as consents_aloud
from companion.foundation.database import reading
from companion.language.table import language
from companion.me import events, sharing
from companion.me import seen as seen_by
from companion.sync import service as sync
from companion.web import reader
from companion.web.page import page

me_room = Blueprint("me", __name__)


@me_room.get("/me")
@signed_in_as("citizen", keep="own")
def home() -> Response:
    """Doors to everything that is mine."""
    own = language(me().language)
    looks = reader.current().language != own
    return page("me/me.html", own_phone=me().own_phone, own_language=own, looks_at_danish=looks)


@me_room.get("/me/sharing")
@signed_in_as("citizen")
def sharing_page() -> Response:
    """Every purpose on its own, what was said yes to, and what has left."""
    with reading():
        facts = sharing.facts(me().person_id)
        offers = sharing.offers(me().person_id, reader.current().wanted_code)
        return page(
            "me/sharing.html",
            offers=offers,
            aloud=consents_aloud.recorded(offer.text for offer in offers),
            ledger=sharing.ledger(me().person_id),
            facts=facts,
            removable=sharing.removable(facts),
            has_plan=sharing.plan_of(me().person_id) is not None,
            answers=sharing.answers_to_send(me().person_id, facts),
        )


@me_room.post("/me/sharing")
@signed_in_as("citizen")
def say_yes() -> Response:
    """Yes to one purpose and one unit, in the text that was on the page."""
    sharing.give(request.form, language=reader.current().wanted_code, actor=me().actor)
    return redirect("/me/sharing#given", 303)


@me_room.post("/me/sharing/plan")
@signed_in_as("citizen")
def send_plan() -> Response:
    """Send how far the plan is, as it stands now."""
    sharing.send_plan(me().actor)
    return redirect("/me/sharing#sent", 303)


@me_room.post("/me/sharing/answers")
@signed_in_as("citizen")
def send_answers() -> Response:
    """Send the newest five answers to the health unit."""
    sharing.send_answers(me().actor)
    return redirect("/me/sharing#sent", 303)


@me_room.post("/me/sharing/<uuid:release_id>/undo")
@signed_in_as("citizen")
def undo(release_id: UUID) -> Response:
    """Take one thing back while it has not left."""
    sync.undo(release_id=release_id, actor=me().actor)
    return redirect("/me/sharing#sent", 303)


@me_room.post("/me/sharing/<uuid:consent_id>/stop")
@signed_in_as("citizen", after_end=True)
def stop(consent_id: UUID) -> Response:
    """Take a yes back; with `remove`, also ask for what was sent to be taken out."""
    sharing.stop(consent_id, remove="remove" in request.form, actor=me().actor)
    return redirect("/me/sharing#given", 303)


@me_room.get("/me/seen")
@signed_in_as("citizen")
def seen() -> Response:
    """Who did or read what, newest day first; `?before=` an ISO date shows older days."""
    with reading():
        shown = seen_by.page_before(me().person_id, request.args.get("before"))
        return page(
            "me/seen.html",
            days=shown.days,
            older=shown.older,
            reached=reached_by(me().person_id),
            sentences=events.SENTENCES,
            other=events.OTHER,
        )
