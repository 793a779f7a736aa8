"""Every text of the app that is the same for all readers, of its pages and its content; never one about a person."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from companion.appointments import kinds as meeting_kinds
from companion.checkins import indicators
from companion.concerns import sentences, support
from companion.foundation import places
from companion.help import lines, needs
from companion.interpreting import kinds as talk_kinds
from companion.language import glossary, provenance
from companion.language.overlays import NOTHING, digest_of
from companion.language.provenance import Provenance
from companion.language.table import SOURCE
from companion.language.text import inside, own_words
from companion.nudges import library
from companion.plan import catalogue, catalogue_types
from companion.plan.catalogue_types import task_types
from companion.programmes import templates

PAGES, GLOSSARY, OFFERS, COURSES, MESSAGES = "pages", "glossary", "offers", "courses", "messages"
SENTENCES, SUPPORT, MEETINGS, PROGRESS, HELP = "sentences", "support", "meetings", "progress", "help"
Shipped = Callable[[str], Provenance]
PLACES = (PAGES, GLOSSARY, COURSES, OFFERS, MESSAGES, SENTENCES, MEETINGS, SUPPORT, PROGRESS, HELP)


@dataclass(frozen=True)
class Source:
    """One Danish text, where it belongs, and what the app ships for it in one language."""

    digest: str
    danish: tuple[str, ...]  # two where it is counted: one, many
    place: str
    shipped: tuple[str, ...]  # empty where the language has nothing for it
    is_read: bool  # whether somebody read through what ships
    english: str  # for translators who read it more easily; empty where there is none


def sources(code: str) -> Mapping[str, Source]:
    """Every text by its digest, for one language; a text that stands in several places is listed once."""
    return {one.digest: one for one in every(code)}


def every(code: str) -> Iterator[Source]:
    """Every text in every place where it stands, those of the pages last."""
    yield from _content(code)
    yield from _of_pages(code).values()


def forms_of(code: str) -> int:
    """How many plural forms this language has, by the header of its catalogue (CLDR)."""
    path = places.translations() / code / "LC_MESSAGES" / "messages.po"
    return catalogue_of(code).num_plurals if path.is_file() else len((SOURCE, "many"))


@cache
def _of_pages(code: str) -> Mapping[str, Source]:
    own, english = catalogue_of(code), catalogue_of("en")
    is_read = provenance.shipped(code) == "human-reviewed"
    made = {}
    for message in _template():
        if message.id:
            danish = _strings(message.id)
            shipped, told = (_strings(_found(catalogue, danish[0])) for catalogue in (own, english))
            key = digest_of(danish[0])
            said = shipped if all(shipped) else ()
            made[key] = Source(key, danish, PAGES, said, is_read, told[0] if told else "")
    return made


def _content(code: str) -> Iterator[Source]:
    for place, things, shipped in _things():
        for text in inside(*things):
            is_read = (shipped if text.get(code) else provenance.shipped)(code) == "human-reviewed"
            danish = text[SOURCE]
            said = (own,) if (own := own_words(text, code, NOTHING)) else ()
            yield Source(digest_of(danish), (danish,), place, said, is_read, text.get("en", ""))


def _things() -> Iterator[tuple[str, Iterable[object], Shipped]]:
    """What holds texts, by its place, and what its file says of where a language's words come from."""
    yield GLOSSARY, glossary.texts(), glossary.shipped
    yield from ((COURSES, [one], one.shipped) for one in templates.load_all())
    yield OFFERS, [*catalogue.measures(), *task_types().values()], catalogue_types.shipped
    yield from ((MESSAGES, [one], one.shipped) for one in library.templates().values())
    yield SENTENCES, [sentences.topics(speaker) for speaker in sentences.SPEAKERS], sentences.shipped
    yield SENTENCES, [meeting_kinds.questions()], _by_nobody
    yield SUPPORT, [support.key_person(), *support.schemes()], support.shipped
    yield MEETINGS, [meeting_kinds.kinds(), talk_kinds.kinds(), *talk_kinds.terms()], _by_nobody
    asked = indicators.active()
    yield PROGRESS, [asked], asked.shipped
    yield HELP, [*lines.every(), *needs.needs().values()], _by_nobody


def _by_nobody(_code: str) -> Provenance:
    """The file does not tell of anybody who has read it through."""
    return "unreviewed"


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
