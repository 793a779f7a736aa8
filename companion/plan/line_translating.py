"""The purpose of a plan and its goals in another language: asked for by the citizen, kept beside what staff wrote."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from companion.foundation import audit
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.language import asking
from companion.language.table import SOURCE
from companion.language.text import Text, lacking
from companion.plan import kinds, lines
from companion.plan.records import Goal, Plan

WORDS = "words"  # the one field of a purpose or a goal
_KINDS = {kinds.PURPOSE: asking.PURPOSE, kinds.GOAL: asking.GOAL}


def ask(*, line_id: uuid.UUID, language: str, actor: audit.Actor) -> None:
    """The citizen asks for the purpose or a goal of her plan in her language. Raises NotFound, also for a card."""
    if actor.person_id is None:
        raise NotFound
    with transaction():
        found = lines.of(actor.person_id, line_id)
        kind = _KINDS.get(found.line.kind)
        if kind is None:
            raise NotFound
        if lacking(language, found.title):
            asking.ask(citizen=actor.person_id, kind=kind, about=line_id, language=language, actor=actor)


def missing(line_id: uuid.UUID, language: str) -> Mapping[str, str]:
    """The Danish words where this language does not have them; none where the plan is over."""
    with reading() as db:
        found = _open_line(Session(db), line_id)
        text = _text(found) if found else {}
        return {WORDS: text[SOURCE]} if text and lacking(language, text) else {}


def translate(*, about: uuid.UUID, language: str, said: Mapping[str, str]) -> None:
    """Keep the words in this language; what staff wrote stays as it is. Raises NotFound."""
    with transaction() as session:
        found = _open_line(session, about, lock=True)
        if found is None or said.keys() != {WORDS}:
            raise NotFound
        words = {**_text(found), language: said[WORDS]}
        if isinstance(found, Plan):
            found.purpose = words
        else:
            found.title = words


def _open_line(session: Session, line_id: uuid.UUID, *, lock: bool = False) -> Plan | Goal | None:
    found = session.get(Plan, line_id, with_for_update=lock) or session.get(Goal, line_id, with_for_update=lock)
    plan = session.get(Plan, found.plan_id) if isinstance(found, Goal) else found
    return found if plan and plan.ended_on is None else None


def _text(line: Plan | Goal) -> Text:
    return line.purpose if isinstance(line, Plan) else line.title
