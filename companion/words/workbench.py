"""The work of translators on one language: what is missing, outdated or not read through, and saving a wording.

A wording lies over the shipped text at once. One named person who did not write it is enough to have read it through.
"""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from companion.accounts.service import people
from companion.foundation import audit, clock
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, NotFound
from companion.language import checking, overlays
from companion.language.records import Wording
from companion.language.table import SOURCE, languages
from companion.words.sources import Source, forms_of, sources

State = Literal["missing", "unreviewed", "reviewed"]
STATES: tuple[State, ...] = ("missing", "unreviewed", "reviewed")
ALIKE = 0.6  # how much a new Danish text must resemble an old one to be offered as its successor (difflib's ratio)


class OwnWording(Conflict):
    """Nobody reads through what she wrote herself."""

    sentence = N_("Du har selv skrevet den tekst. En anden skal læse den igennem.")


@dataclass(frozen=True)
class Text:
    """One text as a translator sees it: its source, how it is said now, and how far it has come."""

    source: Source
    forms: tuple[str, ...]
    state: State


@dataclass(frozen=True)
class Outdated:
    """A wording whose Danish text has changed, and the text that seems to have taken its place."""

    danish: str
    forms: tuple[str, ...]
    now: Source | None


@dataclass(frozen=True)
class Past:
    """A wording as it was, and who read it through when."""

    forms: tuple[str, ...]
    written_at: datetime
    reviewed_at: datetime | None
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
    """Wordings that lie over nothing any more, because the Danish text was changed or taken away."""
    known, overlay = sources(code), overlays.current(code)
    gone = [danish for danish in overlay.forms if overlays.digest_of(danish) not in known]
    return [Outdated(danish, overlay.forms[danish], _successor(danish, known)) for danish in gone]


def save(*, code: str, digest: str, forms: Sequence[str], actor: audit.Actor) -> None:
    """Say a text in this language from now on. Raises NotFound and the refusals of `checking`."""
    text = of(code, digest)
    said = [form.replace("\r\n", "\n").strip() for form in forms]
    checking.check(text.source.danish, said, wanted_forms=forms_of(code))
    if tuple(said) == text.forms:
        return
    now = clock.now()
    with transaction() as session:
        wording = _row(code, text.source, said)
        wording.written_by, wording.written_at, wording.changed_at = actor.person_id, now, now
        session.add(wording)
        audit.write(event="wording.written", citizen=None, actor=actor, about=wording.id)
    overlays.look_again()


def review(*, code: str, digest: str, actor: audit.Actor) -> None:
    """A second person has read it through and found it right. Raises NotFound, OwnWording."""
    text = of(code, digest)
    if not text.forms:
        raise NotFound
    now = clock.now()
    with transaction() as session:
        newest = session.scalars(_history(code, digest).limit(1)).first()
        if newest is not None and newest.written_by == actor.person_id:
            raise OwnWording
        if newest is None:  # the shipped text: it is kept as it was when it was read
            newest = _row(code, text.source, list(text.forms))
            newest.written_at = now
            session.add(newest)
        newest.reviewed_by, newest.reviewed_at, newest.changed_at = actor.person_id, now, now
        audit.write(event="wording.reviewed", citizen=None, actor=actor, about=newest.id)
    overlays.look_again()


def history(code: str, digest: str) -> Sequence[Past]:
    """Every wording of a text, newest first, with whoever read it through."""
    with reading() as db:
        rows = Session(db).scalars(_history(code, digest)).all()
        names = people(row.reviewed_by for row in rows if row.reviewed_by)
        return [
            Past(
                tuple(row.forms),
                row.written_at,
                row.reviewed_at,
                names[row.reviewed_by].name if row.reviewed_by else None,
            )
            for row in rows
        ]


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
    return Text(source, forms, "reviewed" if source.danish[0] in overlay.reviewed else "unreviewed")


def _row(code: str, source: Source, forms: list[str]) -> Wording:
    return Wording(id=new_id(), language=code, digest=source.digest, danish=source.danish[0], forms=forms)


def _history(code: str, digest: str) -> Select[Wording]:
    mine = select(Wording).where(Wording.language == code, Wording.digest == digest)
    return mine.order_by(Wording.written_at.desc(), Wording.id.desc())


def _successor(danish: str, known: Mapping[str, Source]) -> Source | None:
    by_words = {source.danish[0]: source for source in known.values()}
    alike = difflib.get_close_matches(danish, by_words, n=1, cutoff=ALIKE)
    return by_words[alike[0]] if alike else None
