"""What a person can read aloud into the app, language by language: first what matters when something is wrong."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from companion.accounts.service import people
from companion.checkins import aloud as check_ins
from companion.consent import aloud as consents
from companion.foundation import audit
from companion.foundation.errors import NotFound
from companion.language import spoken
from companion.language.sounds import KnownSound
from companion.language.spoken import Lines
from companion.language.table import languages
from companion.language.text import Text
from companion.programmes import open_course, recordings

Kind = Literal["safety", "check-in", "consent", "privacy", "course"]
State = Literal["fresh", "stale", "none"]
KINDS: tuple[Kind, ...] = ("safety", "check-in", "consent", "privacy", "course")


@dataclass(frozen=True)
class Piece:
    """One text to read aloud in one language, and what has been read of it; `course` and `week` say where it stands."""

    key: str
    kind: Kind
    lines: Lines
    sound: KnownSound | None
    course: Text | None = None
    week: int = 0

    @property
    def state(self) -> State:
        """Whether there is a recording, and whether it still says what the text says."""
        if self.sound is None:
            return "none"
        return "fresh" if self.sound.says(spoken.together(self.lines)) else "stale"


def pieces(code: str, more: Mapping[str, Lines]) -> Mapping[str, Piece]:
    """Everything in a language by its key; `more` is what rooms beside this one have. Raises NotFound."""
    if code not in languages():
        raise NotFound
    courses = [*_of_courses(code)]
    found = [*courses, *_fixed(code, more)]
    found.sort(key=lambda piece: KINDS.index(piece.kind))
    return {piece.key: piece for piece in found}


def after(key: str, found: Mapping[str, Piece]) -> Piece | None:
    """The next piece that nobody has read as it stands today, from this one on and round to the first."""
    keys = list(found)
    here = keys.index(key)
    round_it = (found[one] for one in (*keys[here + 1 :], *keys[:here]))
    return next((piece for piece in round_it if piece.state != "fresh"), None)


def readers_of(found: Iterable[Piece]) -> Mapping[str, str]:
    """Who read each piece, by its key; none for one that a command brought in, or somebody who works here no more."""
    read_by = {one.key: one.sound.recorded_by for one in found if one.sound and one.sound.recorded_by}
    known = people(read_by.values())
    return {key: known[who].name for key, who in read_by.items() if who in known}


def store(piece: Piece, *, code: str, sound: bytes, actor: audit.Actor) -> uuid.UUID:
    """Keep what was read in place of a former recording. Raises SoundTooLarge or NotASound."""
    if piece.course is None:
        words = {"piece": piece.key, "words": piece.lines}
        return spoken.store(**words, language=code, sound=sound, person=actor.person_id, actor=actor)  # type: ignore[arg-type]
    _, programme, block = piece.key.split("/")
    place = {"programme_id": programme, "block": block, "language": code}
    return recordings.store(**place, sound=sound, person=actor.person_id, actor=actor)


def _of_courses(code: str) -> Iterator[Piece]:
    for course in open_course.courses():
        known = recordings.every(course.id)
        for week in course.weeks:
            for block in week.blocks:
                words, place = recordings.words_in(block.text, code), f"{week.number}.{block.key}"
                kind: Kind = "safety" if block.safety else "course"
                if words:
                    key, sound = f"course/{course.id}/{place}", known.get((code, place))
                    yield Piece(key, kind, (words,), sound, course.title, week.number)


def _fixed(code: str, more: Mapping[str, Lines]) -> Iterator[Piece]:
    known = spoken.every(code)
    texts: dict[Kind, Mapping[str, Lines]] = {
        "check-in": check_ins.pieces_in(code),
        "consent": consents.pieces_in(code),
        "privacy": more,
    }
    for kind, found in texts.items():
        yield from (Piece(key, kind, lines, known.get(key)) for key, lines in found.items())
