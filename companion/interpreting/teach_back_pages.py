"""The page where a citizen says back what was agreed; the room that holds the agreement says which and keeps it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.foundation.errors import Invalid
from companion.interpreting import rules
from companion.interpreting.teach_back import Said, TooManyWords
from companion.language.text import Text
from companion.web import reader
from companion.web.page import page


@dataclass(frozen=True)
class Agreement:
    """What was agreed, where its page is, and where the reader comes from; `said` is what she has said so far."""

    title: Text
    address: str
    back: str
    said: Said


def ask(agreement: Agreement) -> Response:
    """What does it mean to her? A picture, own words, and whether it is clear."""
    return _page(agreement, agreement.said)


def take(agreement: Agreement, keep: Callable[[Said], None]) -> Response:
    """What she says back goes to `keep`; a switch of language keeps what was typed."""
    form = request.form
    words = form.get("own_words", "").replace("\r\n", "\n").strip()
    said = Said(form.get("teach_back", ""), form.get("picture") or None, words, reader.current().language.code)
    if switched():
        return _page(agreement, said)
    try:
        said.check()
        keep(said)
    except TooManyWords as fault:
        return _page(agreement, said, status=fault.status, fault=fault)
    return redirect(agreement.back, 303)


def _page(agreement: Agreement, said: Said, *, status: int = 200, fault: Invalid | None = None) -> Response:
    values: dict[str, Any] = {"agreement": agreement, "chosen": said, "fault": fault}
    return page(
        "interpreting/teach_back.html",
        status=status,
        pictures=rules.PICTURES,
        longest=rules.LONGEST_TOLD,
        **values,
    )
