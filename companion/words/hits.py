"""Which texts of a language a reader's note about a wrong wording speaks of. Pure."""

import re
from collections.abc import Iterable, Sequence

from companion.words.workbench import Text

MOST = 5  # texts beside one note
SHORTEST = 4  # letters; a shorter piece stands everywhere
QUOTED = re.compile(r"[“”„\"«»](.+?)[“”\"«»]", re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def hits(note: str, texts: Iterable[Text]) -> Sequence[Text]:
    """The texts that stand in the note, the longest first; then those that hold what it quotes, the shortest first."""
    said = _plain(note)
    quoted = [piece for piece in map(_plain, (*QUOTED.findall(note), *note.splitlines())) if len(piece) >= SHORTEST]
    whole, around = [], []
    for text in texts:
        forms = [form for form in map(_plain, text.forms) if len(form) >= SHORTEST]
        if any(form in said for form in forms):
            whole.append(text)
        elif any(piece in form for form in forms for piece in quoted):
            around.append(text)
    return [*sorted(whole, key=_length, reverse=True), *sorted(around, key=_length)][:MOST]


def _plain(words: str) -> str:
    """Without placeholders, doubled spaces, a stop at the end, and capitals."""
    return " ".join(PLACEHOLDER.sub(" ", words).split()).rstrip(".!?:").casefold()


def _length(text: Text) -> int:
    return max(map(len, text.forms), default=0)
