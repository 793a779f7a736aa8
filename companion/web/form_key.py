"""The key a form carries, so that sending it twice is sending it once."""

import uuid

from companion.foundation.database import new_id


def form_key(text: str) -> uuid.UUID:
    """The key in this text, or a fresh one where a form brought none that can be read."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return new_id()
