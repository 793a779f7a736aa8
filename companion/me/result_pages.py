"""`/check-in/result`: her own result first, and from there the choice to send this one number."""

import uuid
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.contacts import Contact
from companion.accounts.sign_in import Me
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import service as caseload
from companion.caseload.office import office_of
from companion.checkins import service as checkins
from companion.checkins import who5
from companion.checkins.low_help import low_help
from companion.checkins.service import KnownReading
from companion.consent.purposes import WHO5_INDEX
from companion.foundation.database import new_id, transaction
from companion.help.lines import low_lines
from companion.language.table import SOURCE, language
from companion.me import sharing
from companion.me.history_chart import Number, chart
from companion.sync import service as sync
from companion.sync.told import WHO5
from companion.tasks import service as tasks
from companion.web import reader
from companion.web.htmx import asks_for_block
from companion.web.page import page

results = Blueprint("check_in_result", __name__)


@results.get("/check-in/result")
@signed_in_as("citizen")
def result() -> Response:
    """The newest result, opened by this very reading of it, with the history and what may be done with it.

    Signed in by code or card alone, she sees what this sign-in brought, and no older number.
    """
    citizen = me()
    shown = _is_shown()
    with transaction():
        history = _visible(citizen)
        for one in history if shown else ():
            if one.opened_at is None:
                checkins.open_result(reading_id=one.id, actor=citizen.actor)
        responsible = caseload.responsible_for(citizen.person_id)
        return page(
            "me/result.html",
            block="release",
            opened=shown or (bool(history) and history[0].opened_at is not None),
            all_shown=citizen.is_strong,
            responsible=responsible,
            office=office_of(responsible),
            needs_interpreter=citizen.language != SOURCE,
            is_asked=_is_asked(citizen, responsible),
            call_key=new_id(),
            low_lines=low_lines(),
            low_help=low_help,
            offer=_offer(citizen.person_id),
            fact=_newest_fact(citizen.person_id, history[0].id) if history else None,
            **_of_history(history),
        )


@results.post("/check-in/result/<uuid:reading_id>/release")
@signed_in_as("citizen")
def release(reading_id: uuid.UUID) -> Response:
    """Send this one number, once the time for second thoughts is over."""
    sync.release(reading_id=reading_id, actor=me().actor)
    return redirect("/check-in/result#release", 303)


@results.post("/check-in/result/<uuid:release_id>/undo")
@signed_in_as("citizen")
def undo(release_id: uuid.UUID) -> Response:
    """Take the number back while it has not left."""
    sync.undo(release_id=release_id, actor=me().actor)
    return redirect("/check-in/result#release", 303)


def _offer(citizen: uuid.UUID) -> Any:
    """A unit that may be sent the number, first one she has said yes to; None if there is none."""
    offers = sharing.offers(citizen, reader.current().wanted_code)
    mine = [offer for offer in offers if offer.purpose == WHO5_INDEX]
    return next(iter(sorted(mine, key=lambda offer: offer.given is None)), None)


def _of_history(history: Sequence[KnownReading]) -> dict[str, Any]:
    """The newest number, how it compares, the dots of all of them, and the languages they were read aloud in.

    `close` are the answers with another one less than 14 days before: the two are shown, and not compared.
    """
    close = {later.id for later, earlier in pairwise(history) if not checkins.apart(earlier, later)}
    newest = history[0] if history else None
    comparable = newest is not None and len(history) > 1 and newest.id not in close
    return {
        "newest": newest,
        "change": who5.change(history[1].raw, history[0].raw) if comparable else None,
        "close": close,
        "history": history,
        "chart": chart(
            [Number(one.index, one.answered_at, one.read_aloud_in is not None, one.id in close) for one in history]
        ),
        "spoken": {one.read_aloud_in: language(one.read_aloud_in) for one in history if one.read_aloud_in},
    }


def _visible(citizen: Me) -> Sequence[KnownReading]:
    """Newest first: everything for two factors, else what arrived since this sign-in."""
    history = checkins.history(citizen.person_id)
    return [one for one in history if citizen.is_strong or one.received_at >= citizen.signed_in_at]


def _is_asked(citizen: Me, responsible: Contact | None) -> bool:
    with_interpreter = citizen.language != SOURCE
    return responsible is not None and tasks.is_to_call(
        citizen.person_id, responsible.person_id, with_interpreter=with_interpreter
    )


def _is_shown() -> bool:
    """Whether she sees the numbers in this answer: a block, a prefetch or a HEAD shows her none."""
    prefetched = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and not asks_for_block(request) and not prefetched


def _newest_fact(citizen: uuid.UUID, reading: uuid.UUID) -> sync.SharedFact | None:
    facts = [fact for fact in sync.shared_with(citizen) if fact.reading_id == reading and fact.what == WHO5]
    return facts[0] if facts else None
