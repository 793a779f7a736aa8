"""The library of templates (`library/*.toml`): short, kind words in several languages, checked when they are read."""

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from companion.foundation import places
from companion.foundation.errors import NotFound
from companion.language.provenance import Provenance, of
from companion.language.table import SOURCE, languages
from companion.language.text import Text, danish_of

TOPICS = ("encouragement", "agreed-step", "question", "practical", "session", "after-start")
OF_MEETING = frozenset({"day", "time", "place"})  # placeholders that need a meeting
PLACEHOLDERS = OF_MEETING | {"name"}
LONGEST = 240  # letters: a message, not a letter
LEAST_KNOWN: tuple[Provenance, ...] = ("missing", "unreviewed", "human-reviewed")
_KEY = re.compile(r"^[a-z0-9][a-z0-9-]{0,63}$")


class LibraryError(Exception):
    """A library file is refused as a whole; the sentence names file, line (from 1) and what is wrong."""

    def __init__(self, file: Path, line: int | None, wrong: str) -> None:
        self.file, self.line, self.wrong = file, line, wrong
        super().__init__(f"{file}, line {line}: {wrong}." if line else f"{file}: {wrong}.")


@dataclass(frozen=True)
class Template:
    """One template; `needs` are its placeholders, `provenance` tells where each language's words come from."""

    key: str
    topic: str
    text: Text
    needs: frozenset[str]
    provenance: Mapping[str, Provenance]

    def shipped(self, code: str) -> Provenance:
        """What its file says of a language."""
        return self.provenance.get(code, "missing")

    @property
    def needs_meeting(self) -> bool:
        """Whether it speaks of a meeting."""
        return bool(self.needs & OF_MEETING)


@cache
def templates() -> dict[str, Template]:
    """Every template by key, in the order of the topics. Raises LibraryError."""
    folder = places.package() / "nudges" / "library"
    found: dict[str, Template] = {}
    for file in sorted(folder.glob("*.toml"), key=lambda file: (_place(file.stem), file.stem)):
        for template in read(file):
            if template.key in found:
                raise LibraryError(file, None, f"the key '{template.key}' stands in another file already")
            found[template.key] = template
    return found


def template(key: str) -> Template:
    """One template. Raises NotFound."""
    found = templates().get(key)
    if found is None:
        raise NotFound
    return found


def provenance_of(code: str) -> Provenance:
    """Where the words of all templates come from in a language: as the least known of them."""
    shipped = {one.shipped(code) for one in templates().values()}
    least = next((state for state in LEAST_KNOWN if state in shipped), LEAST_KNOWN[0])
    return of(danish_of(*templates().values()), code, least)


def read(file: Path) -> tuple[Template, ...]:
    """Every template of one file. Raises LibraryError at the first fault."""
    source = file.read_text(encoding="utf-8")
    try:
        written: dict[str, Any] = tomllib.loads(source)
    except tomllib.TOMLDecodeError as fault:
        raise LibraryError(file, None, f"this is not TOML: {fault}") from None
    topic, provenance = written.pop("topic", None), written.pop("provenance", None)
    if topic not in TOPICS:
        raise LibraryError(file, _line(source, "topic"), f"topic is not one of: {', '.join(TOPICS)}")
    if not isinstance(provenance, dict) or SOURCE not in provenance:
        raise LibraryError(file, _line(source, "provenance"), f"provenance says nothing of {SOURCE}")
    for key, text in written.items():
        for language, wrong in _faults(key, text, provenance):
            raise LibraryError(file, _line_of(source, key, language), wrong)
    return tuple(
        Template(key, topic, text, frozenset(_named(text[SOURCE])), provenance) for key, text in written.items()
    )


def _faults(key: str, text: Any, provenance: Mapping[str, str]) -> Iterator[tuple[str | None, str]]:
    """What is wrong with one template, with the language it is wrong in."""
    if not _KEY.match(key) or not isinstance(text, dict) or not text.get(SOURCE):
        yield None, f"'{key}' needs a key of a-z, 0-9 and -, and a text in {SOURCE}"
        return
    for language, words in text.items():
        if language not in languages() or language not in provenance:
            yield language, f"'{language}' is no language of ours, or provenance says nothing of it"
        elif not isinstance(words, str) or not 0 < len(words) <= LONGEST or "<" in words:
            yield language, f"the text is empty, longer than {LONGEST} letters, or no plain text"
        else:
            yield from ((language, wrong) for wrong in _misplaced(words, text[SOURCE]))


def _misplaced(words: str, danish: str) -> Iterator[str]:
    try:
        named, wanted = set(_named(words)), set(_named(danish))
    except ValueError:
        yield "a brace is left open; placeholders are written {time}"
        return
    if unknown := sorted(named - PLACEHOLDERS):
        yield f"{{{unknown[0]}}} is no placeholder; there are: {', '.join(sorted(PLACEHOLDERS))}"
    elif missing := sorted(wanted - named):
        yield f"the placeholder {{{missing[0]}}} of the Danish text is missing"
    elif added := sorted(named - wanted):
        yield f"the placeholder {{{added[0]}}} is not in the Danish text"


def _named(words: str) -> list[str]:
    """The placeholders of a text. Raises ValueError for a brace that is left open."""
    return [name for _before, name, _format, _turn in string.Formatter().parse(words) if name is not None]


def _line(source: str, setting: str) -> int | None:
    lines = enumerate(source.splitlines(), 1)
    return next((number for number, line in lines if re.match(rf"{setting}\s*=", line)), None)


def _line_of(source: str, key: str, language: str | None) -> int | None:
    """The line of a language inside `[key]`, or of `[key]` itself."""
    lines, begins = source.splitlines(), None
    for number, line in enumerate(lines, 1):
        if line.strip() == f"[{key}]":
            begins = number
        elif begins and language and re.match(rf"{language}\s*=", line):
            return number
        elif begins and line.startswith("["):
            break
    return begins


def _place(name: str) -> int:
    return TOPICS.index(name) if name in TOPICS else len(TOPICS)
