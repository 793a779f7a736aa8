"""Every text of the app that is the same for all readers, of its pages and its content; never one about a person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from companion.concerns import sentences
from companion.foundation import places
from companion.help import lines, needs
from companion.language import glossary
from companion.language.overlays import digest_of
from companion.language.table import SOURCE, languages
from companion.language.text import Text
from companion.nudges import library
from companion.plan import catalogue
from companion.plan.catalogue_types import task_types
from companion.programmes import templates

PAGES, GLOSSARY, OFFERS, COURSES, MESSAGES, SENTENCES, HELP = (
    *("pages", "glossary", "offers", "courses", "messages", "sentences", "help"),
)
SPEAKERS = (sentences.CITIZEN, sentences.REPLY, sentences.ADVICE, sentences.WORKPLACE)
PLACES = (PAGES, GLOSSARY, COURSES, OFFERS, MESSAGES, SENTENCES, HELP)


@dataclass(frozen=True)
class Source:
    """One Danish text, where it belongs, and what the app ships for it in one language."""

    digest: str
    danish: tuple[str, ...]  # two where it is counted: one, many
    place: str
    shipped: tuple[str, ...]  # empty where the language has nothing for it
    english: str  # for translators who read it more easily; empty where there is none


def sources(code: str) -> Mapping[str, Source]:
    """Every text by its digest, for one language; a text that stands in several places is listed once."""
    found = {one.digest: one for one in _content(code)}
    return {**found, **_of_pages(code)}


def forms_of(code: str) -> int:
    """How many plural forms this language has, by the header of its catalogue (CLDR)."""
    path = places.translations() / code / "LC_MESSAGES" / "messages.po"
    return catalogue_of(code).num_plurals if path.is_file() else len((SOURCE, "many"))


@cache
def _of_pages(code: str) -> Mapping[str, Source]:
    own, english = catalogue_of(code), catalogue_of("en")
    made = {}
    for message in _template():
        if message.id:
            danish = _strings(message.id)
            shipped, told = (_strings(_found(catalogue, danish[0])) for catalogue in (own, english))
            key = digest_of(danish[0])
            made[key] = Source(key, danish, PAGES, shipped if all(shipped) else (), told[0] if told else "")
    return made


def _content(code: str) -> Iterator[Source]:
    for place, texts in _texts():
        for text in texts:
            danish = text[SOURCE]
            shipped = (text[code],) if text.get(code) else ()
            yield Source(digest_of(danish), (danish,), place, shipped, text.get("en", ""))


def _texts() -> Iterator[tuple[str, Iterable[Text]]]:
    yield GLOSSARY, glossary.texts()
    yield COURSES, _inside(templates.load_all())
    yield OFFERS, [*_inside(catalogue.measures()), *_inside(task_types().values())]
    yield MESSAGES, _inside(library.templates().values())
    yield SENTENCES, _inside(one for speaker in SPEAKERS for one in sentences.sentences(speaker).values())
    yield HELP, [*_inside(lines.every()), *_inside(needs.needs().values())]


def _inside(things: Iterable[Any]) -> Iterator[Text]:
    """Every text in several languages that some dataclasses hold, in order."""
    for thing in things:
        if isinstance(thing, Mapping) and isinstance(thing.get(SOURCE), str):
            if thing[SOURCE] and set(thing) <= set(languages()):
                yield dict(thing)
        elif is_dataclass(thing):
            yield from _inside(getattr(thing, field.name) for field in fields(thing))
        elif isinstance(thing, (tuple, list)):
            yield from _inside(thing)
        elif isinstance(thing, Mapping):
            yield from _inside(thing.values())


@cache
def _template() -> Catalog:
    with (places.translations() / "messages.pot").open("rb") as file:
        return read_po(file)


@cache
def catalogue_of(code: str) -> Catalog:
    """The shipped catalogue of a language with its header; an empty one where there is none."""
    path = places.translations() / code / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return Catalog(locale=None)
    with path.open("rb") as file:
        return read_po(file)


def _found(catalogue: Catalog, danish: str) -> Any:
    message = catalogue.get(danish)
    return message.string if message else ()


def _strings(said: Any) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)
