"""The own line of a message: it goes out as it was written, and a translator says it in the reader's language."""

import uuid

from companion.foundation import crypto
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.nudges import inbox
from companion.nudges.records import Message


def original(message_id: uuid.UUID) -> str | None:
    """The line as it was written; None where there is none, or where it is translated already."""
    with transaction() as session:
        found = session.get(Message, message_id)
        return None if found is None or found.own_words_translated else inbox.opened(found, "own_words")


def translate(*, message_id: uuid.UUID, words: str) -> None:
    """Keep the line in the reader's language beside the original. Raises NotFound."""
    with transaction() as session:
        found = session.get(Message, message_id, with_for_update=True)
        if found is None or not found.own_words:
            raise NotFound
        found.own_words_translated = crypto.seal(words, table="message", row=found.id, field="own_words_translated")
