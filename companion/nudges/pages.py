"""`/messages`: a citizen's messages, each answered with one tap, put off, or never again."""

import uuid
from datetime import datetime

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.rules import CITIZEN, STAFF
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid
from companion.language import asking
from companion.nudges import choices, inbox, library, own_lines
from companion.web import reader
from companion.web.page import page

messages_room = Blueprint("messages", __name__)


@messages_room.get("/messages")
@signed_in_as("citizen", *STAFF)
def home() -> Response:
    """Newest first, a page at a time; what is shown counts as read. A notice tapped on a phone of staff leads on."""
    if me().role != CITIZEN:
        return redirect("/desk", 303)
    with transaction():
        citizen = me().person_id
        found, older = inbox.page_of(citizen, before=_moment(request.args.get("before", "")))
        wishes = choices.wishes_of(citizen)
        return page(
            "nudges/messages.html",
            messages=found,
            older=older,
            receipts=wishes.receipts_since is not None,
            provenance_of=library.provenance_of,
            waits_for=lambda code: asking.waits_for(citizen, code),
        )


@messages_room.post("/messages/<uuid:message_id>/reply")
@signed_in_as("citizen")
def reply(message_id: uuid.UUID) -> Response:
    """Yes, call me, not today, or move it."""
    answer = request.form.get("answer", "")
    inbox.reply(message_id=message_id, answer=answer, language=me().language, actor=me().actor)
    return redirect(f"/messages#m-{message_id}", 303)


@messages_room.post("/messages/<uuid:message_id>/later")
@signed_in_as("citizen")
def later(message_id: uuid.UUID) -> Response:
    """Remind me again in two hours, or tomorrow."""
    inbox.later(message_id=message_id, until=request.form.get("until", ""), actor=me().actor)
    return redirect("/messages", 303)


@messages_room.post("/messages/<uuid:message_id>/translation")
@signed_in_as("citizen")
def translation(message_id: uuid.UUID) -> Response:
    """Ask for what somebody wrote, in the language the page is in: the one she reads."""
    own_lines.ask(message_id=message_id, language=reader.current().language.code, actor=me().actor)
    return redirect(f"/messages#m-{message_id}", 303)


@messages_room.post("/messages/<uuid:message_id>/stop")
@signed_in_as("citizen")
def stop(message_id: uuid.UUID) -> Response:
    """No more from this person, or no more of this type."""
    with transaction():
        sender, topic = inbox.stoppable(message_id, me().actor)
        which = request.form.get("which", "")
        if which not in ("sender", "type"):
            raise Invalid
        choices.stop(
            sender=sender if which == "sender" else None, topic=topic if which == "type" else None, actor=me().actor
        )
    return redirect("/me/notifications#stops", 303)


def _moment(written: str) -> datetime | None:
    """Where an older page begins; None for anything that is no moment with a zone."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
