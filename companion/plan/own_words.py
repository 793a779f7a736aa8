"""The citizen's own words on the purpose and on a goal: written by nobody else, sealed, shown only if she says so."""

import uuid

from companion.accounts.rules import CITIZEN
from companion.foundation import audit, crypto
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.plan import kinds
from companion.plan.records import Goal, Plan
from companion.plan.refusals import TooLong


def say(*, line_id: uuid.UUID, words: str, shown: bool, actor: audit.Actor) -> None:
    """Her words on a line of hers; empty ones take them away. Raises NotFound (also for staff) or TooLong."""
    said = words.strip()
    if len(said) > kinds.LONGEST_WORDS:
        raise TooLong(limit=kinds.LONGEST_WORDS)
    with transaction() as session:
        found = session.get(Plan, line_id) or session.get(Goal, line_id)
        if actor.role != CITIZEN or found is None or found.citizen_id != actor.person_id:
            raise NotFound
        table = found.__tablename__
        found.own_words = crypto.seal(said, table=table, row=found.id, field="own_words") if said else None
        found.words_shown = shown and bool(said)
        audit.write(event="words.said", citizen=found.citizen_id, actor=actor, about=found.id)
