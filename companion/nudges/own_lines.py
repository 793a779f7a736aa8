"""The own line of a message: it goes out as it was written, and a translator says it in the reader's language."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from companion.foundation import audit, crypto
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.language import asking
from companion.nudges import inbox
from companion.nudges.records import Message

LINE = "line"  # the one field of a message


def ask(*, message_id: uuid.UUID, language: str, actor: audit.Actor) -> None:
    """The citizen asks for the line of a message in her inbox in the language she reads now. Raises NotFound."""
    with transaction() as session:
        found = session.get(Message, message_id)
        if found is None or found.citizen_id != actor.person_id or not found.shown_at or found.remind_at:
            raise NotFound
        if found.own_words and found.own_words_language != language:
            asking.ask(citizen=found.citizen_id, kind=asking.MESSAGE, about=message_id, language=language, actor=actor)


def missing(message_id: uuid.UUID, language: str) -> Mapping[str, str]:
    """The line as it was written; none without one, where this language has it, and where nobody will read it."""
    with reading() as db:
        found = Session(db).get(Message, message_id)
        if found is None or found.own_words_language == language or _is_off(found):
            return {}
        line = inbox.opened(found, "own_words")
        return {LINE: line} if line else {}


def translate(*, about: uuid.UUID, language: str, said: Mapping[str, str]) -> None:
    """Keep the line in a language beside the original, in place of the one before. Raises NotFound."""
    with transaction() as session:
        found = session.get(Message, about, with_for_update=True)
        if found is None or not found.own_words or said.keys() != {LINE}:
            raise NotFound
        found.own_words_translated = crypto.seal(
            said[LINE], table="message", row=found.id, field="own_words_translated"
        )
        found.own_words_language = language


def _is_off(message: Message) -> bool:
    """Taken back, or stopped at the gate: it ended and was never shown."""
    return message.ended_at is not None and message.shown_at is None
