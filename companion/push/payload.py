"""What travels to a phone: version, opaque id and the neutral text, padded to one size for every kind and language."""

import json
from uuid import UUID

from companion.language import neutral

VERSION = 1  # a worker of any age shows `title` and `body`; fields may come, none of these may go
PADDED = 1024  # bytes before encryption; the longest text of all languages takes about half


def payload(notice: UUID, language: str) -> bytes:
    """The bytes to be sealed; the same for everybody who reads this language, but for the id."""
    text = neutral.notice(language)
    told = {
        "v": VERSION,
        "n": str(notice),
        "lang": text.language.html,
        "dir": text.language.dir,
        "title": text.title,
        "body": text.body,
    }
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    if len(written) > PADDED:
        raise ValueError(f"the neutral text in {language} is too long for a notice")
    return written.ljust(PADDED)
