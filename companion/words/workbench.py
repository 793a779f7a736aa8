"""The work of translators on one language: what is missing, outdated or not read through, and saving a wording.

A wording lies over the shipped text at once. One named person who did not write it is enough to have read it through.
"""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from companion.accounts.service import people
from companion.foundation import audit
from companion.foundation.errors import NotFound
from companion.language import checking, overlays, wordings
from companion.language.table import SOURCE, languages
from companion.language.wordings import Kept
from companion.words.sources import Source, forms_of, sources

State = Literal["missing", "unreviewed", "reviewed"]
STATES: tuple[State, ...] = ("missing", "unreviewed", "reviewed")
REMEMBERED = 256  # successors; to find one takes a tenth of a second
ALIKE = 0.6  # how much a new Danish text must resemble an old one to be offered as its successor (difflib's ratio)


@dataclass(frozen=True)
class Text:
    """One text as a translator sees it: its source, how it is said now, and how far it has come."""

    source: Source
    forms: tuple[str, ...]
    state: State

    @property
    def seen(self) -> str:
        """A short name of how it is said now: who has read it through says with it what she read."""
        return wordings.seen(self.forms)


@dataclass(frozen=True)
class Outdated:
    """A wording whose Danish text has changed, and the text that seems to have taken its place."""

    danish: str
    forms: tuple[str, ...]
    now: Source | None


@dataclass(frozen=True)
class Past:
    """A wording as it was, and the name of whoever read it through."""

    kept: Kept
    reviewer: str | None


def codes() -> Sequence[str]:
    """The languages one translates into."""
    return [code for code in languages() if code != SOURCE]


def texts(code: str) -> Mapping[str, Text]:
    """Every text of a language by its digest. Raises NotFound for a language that is none of ours."""
    if code not in codes():
        raise NotFound
    overlay = overlays.current(code)
    return {key: _text(source, overlay) for key, source in sources(code).items()}


def counted(code: str) -> Mapping[State, int]:
    """How many texts have come how far."""
    found = Counter(text.state for text in texts(code).values())
    return {state: found[state] for state in STATES}


def outdated(code: str) -> Sequence[Outdated]:
    """Wordings that lie over nothing any more, because the Danish text was changed or taken away.

    One whose successor is worded here already is done with.
    """
    known, overlay = sources(code), overlays.current(code)
    by_words = tuple(source.danish[0] for source in known.values())
    gone = [danish for danish in overlay.forms if overlays.digest_of(danish) not in known]
    found = []
    for danish in gone:
        now = _successor(danish, by_words)
        if now is None or now not in overlay.forms:
            found.append(Outdated(danish, overlay.forms[danish], known[overlays.digest_of(now)] if now else None))
    return sorted(found, key=lambda one: one.now is None)


def following(code: str, digest: str) -> str | None:
    """The next text of the same place that nobody has read through; None after the last one."""
    all_texts = list(texts(code).values())
    place, at = next(((one.source.place, n) for n, one in enumerate(all_texts) if one.source.digest == digest), ("", 0))
    after = (one for one in all_texts[at + 1 :] if one.source.place == place and one.state != "reviewed")
    return next((one.source.digest for one in after), None)


def save(*, code: str, digest: str, forms: Sequence[str], actor: audit.Actor) -> None:
    """Say a text in this language from now on. Raises NotFound and the refusals of `checking`."""
    text = of(code, digest)
    said = checked(text, forms, wanted_forms=forms_of(code))
    if said != text.forms:
        wordings.put(code=code, said=[(text.source.danish[0], said)], actor=actor)


def checked(text: Text, forms: Sequence[str], *, wanted_forms: int) -> tuple[str, ...]:
    """The forms as they would be kept. Raises the refusals of `checking`."""
    said = tuple(form.replace("\r\n", "\n").strip() for form in forms)
    checking.check(text.source.danish, said, wanted_forms=wanted_forms)
    return said


def review(*, code: str, digest: str, seen: str, actor: audit.Actor) -> None:
    """A second person has read it through and found it right. Raises NotFound, OwnWording, SaidAnew."""
    text = of(code, digest)
    if not text.forms:
        raise NotFound
    wordings.review(code=code, danish=text.source.danish[0], said=text.forms, read=seen, actor=actor)


def history(code: str, digest: str) -> Sequence[Past]:
    """Every wording of a text, newest first, with whoever read it through."""
    kept = wordings.history(code, digest)
    names = people(one.reviewed_by for one in kept if one.reviewed_by)
    return [Past(one, names[one.reviewed_by].name if one.reviewed_by else None) for one in kept]


def wanted_forms(code: str, source: Source) -> int:
    """How many forms this text has in the language."""
    return forms_of(code) if len(source.danish) > 1 else 1


def of(code: str, digest: str) -> Text:
    """One text of a language. Raises NotFound."""
    found = texts(code).get(digest)
    if found is None:
        raise NotFound
    return found


def _text(source: Source, overlay: overlays.Overlay) -> Text:
    forms = overlay.forms.get(source.danish[0]) or source.shipped
    if not forms:
        return Text(source, (), "missing")
    is_read = source.is_read if source.danish[0] not in overlay.forms else source.danish[0] in overlay.reviewed
    return Text(source, forms, "reviewed" if is_read else "unreviewed")


@lru_cache(REMEMBERED)
def _successor(danish: str, known: tuple[str, ...]) -> str | None:
    alike = difflib.get_close_matches(danish, known, n=1, cutoff=ALIKE)
    return alike[0] if alike else None
