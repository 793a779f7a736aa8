"""A text in several languages, and what one reader gets of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from companion.language import content, overlays
from companion.language.overlays import Overlay
from companion.language.table import SOURCE, Language, language, languages

PROVENANCE = "provenance"  # says of each language where its words come from: a table that looks like a text
Text = dict[str, str]  # language code → text; Danish is always there


@dataclass(frozen=True)
class Said:
    """What a reader gets: the words and the language they are in."""

    words: str
    language: Language


def pick(text: Text, reader: Language) -> Said:
    """The reader's own language if there are words in it, otherwise the Danish original."""
    own = own_words(text, reader.code, overlays.current(reader.code))
    if own:
        return Said(own, reader)
    return Said(text[SOURCE], language(SOURCE))


def own_words(text: Text, code: str, overlay: Overlay) -> str | None:
    """The text in this language: as a translator here says it, as it was written, or as the language ships it."""
    return overlay.one(text[SOURCE]) or text.get(code) or content.said(code).get(text[SOURCE])


def inside(*things: Any) -> Iterator[Text]:
    """Every text in several languages that some dataclasses, rows or lists hold, in order."""
    for thing in things:
        if isinstance(thing, Mapping) and isinstance(thing.get(SOURCE), str):
            if thing[SOURCE] and set(thing) <= set(languages()):
                yield dict(thing)
        elif is_dataclass(thing):
            yield from inside(*(getattr(thing, field.name) for field in fields(thing) if field.name != PROVENANCE))
        elif isinstance(thing, (tuple, list)):
            yield from inside(*thing)
        elif isinstance(thing, Mapping):
            yield from inside(*thing.values())


def lacking(code: str, *things: Any) -> list[Text]:
    """The texts inside that a reader of this language gets in Danish."""
    reader = language(code)
    return [text for text in inside(*things) if pick(text, reader).language.code != code]


def danish_of(*things: Any) -> frozenset[str]:
    """The Danish of every text that these things hold."""
    return frozenset(text[SOURCE] for text in inside(*things))


def everywhere(text: Text) -> Text:
    """The text in every language that has words for it."""
    worded = {code: own_words(text, code, overlays.current(code)) for code in languages()}
    return {**text, **{code: words for code, words in worded.items() if words}}
