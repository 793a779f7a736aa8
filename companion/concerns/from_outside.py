"""An answer to a worry that comes from an outside system: kept like any other, under the name of that system.

Who may answer, and under which consent, is for the door it comes through to say.
"""

import uuid

from companion.concerns.records import Concern, Reply
from companion.concerns.service import TASK, IsClosed
from companion.concerns.words import Words
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, transaction
from companion.foundation.errors import NotFound
from companion.tasks import by_subject


def keep_reply(*, concern_id: uuid.UUID, said: Words, source: str, actor: audit.Actor) -> uuid.UUID:
    """She reads it with her worry; nobody here has to answer any more. Its key. Raises NotFound or IsClosed."""
    with transaction() as session:
        in_turn(concern_id)
        found = session.get(Concern, concern_id, with_for_update=True)
        if found is None:
            raise NotFound
        if found.closed_at is not None:
            raise IsClosed
        kept = _reply(found, said, source)
        found.replied_at, found.read_at = kept.made_at, found.read_at or kept.made_at
        session.add(kept)
        by_subject.done_about(kind=TASK, about=concern_id, actor=actor)
        audit.write(event="concern.replied", citizen=found.citizen_id, actor=actor, about=concern_id)
        return kept.id


def _reply(concern: Concern, said: Words, source: str) -> Reply:
    key = new_id()
    words = crypto.seal(said.plain(), table="concern_reply", row=key, field="words")
    hers = {"concern_id": concern.id, "citizen_id": concern.citizen_id}
    return Reply(id=key, **hers, source=source, words=words, made_at=clock.now())
