"""What readers want in their language, a page, a course or an offer: only what is there and not said yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from companion.checkins import indicators
from companion.concerns import sentences, support
from companion.foundation.errors import NotFound
from companion.help import lines, needs
from companion.language import wanted
from companion.language.overlays import digest_of
from companion.language.table import SOURCE, languages
from companion.language.text import Text, inside, lacking
from companion.plan import catalogue
from companion.programmes import open_course, templates


@dataclass(frozen=True)
class Waiting:
    """What readers want in a language: its title, and which texts of it are missing there."""

    wanted: wanted.Wanted
    title: Text
    missing: Sequence[str]  # the names of the texts in the workbench


def ask(*, place: str, key: str, language: str) -> None:
    """A reader wants it in the language she reads. Raises NotFound for what is not there."""
    thing = _things().get((place, key))
    if thing is None or language not in languages():
        raise NotFound
    if language != SOURCE and lacking(language, thing[1]):
        wanted.ask(place=place, key=key, language=language)


def waiting() -> Sequence[Waiting]:
    """What is still missing, oldest wish first."""
    things = _things()
    found = [(one, *things[one.place, one.key]) for one in wanted.every() if (one.place, one.key) in things]
    listed = [Waiting(one, title, _missing(one.language, thing)) for one, title, thing in found]
    return [one for one in listed if one.missing]


def _things() -> Mapping[tuple[str, str], tuple[Text, object]]:
    return dict(_every())


def _every() -> Iterator[tuple[tuple[str, str], tuple[Text, object]]]:
    for programme in templates.load_all():
        yield (wanted.COURSES, programme.id), (programme.title, programme)
        yield from (((wanted.COURSES, programme.key_of(week)), (week.title, week)) for week in programme.weeks)
    yield from (((wanted.OFFERS, one.key), (one.title, one.sentences)) for one in catalogue.measures())
    yield from (((place, wanted.ALL), (next(inside(things)), things)) for place, things in _whole())


def _whole() -> Iterator[tuple[str, object]]:
    """What is wanted page by page; each page has texts."""
    yield wanted.SAFETY, open_course.said_for_safety()
    yield wanted.SENTENCES, sentences.topics(sentences.CITIZEN)
    yield wanted.SUPPORT, [support.key_person(), *support.schemes()]
    yield wanted.PROGRESS, [indicators.active()]
    yield wanted.HELP, list(lines.help_lines())
    yield wanted.SHOW, list(needs.needs().values())


def _missing(code: str, thing: object) -> Sequence[str]:
    return [digest_of(text[SOURCE]) for text in lacking(code, thing)]
