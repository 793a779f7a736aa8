"""The content that Companion itself ships, whatever a municipality puts in its place: what every language must say."""

from collections.abc import Sequence

from companion.appointments import kinds as meeting_kinds
from companion.checkins import indicators
from companion.concerns import sentences, support
from companion.help import line_file, lines, needs
from companion.interpreting import kinds as talk_kinds
from companion.language.table import SOURCE
from companion.language.text import Text, inside
from companion.nudges import library
from companion.plan.catalogue_types import task_types
from companion.programmes import templates

COURSE_FOR_ALL = "toender-diabetes"  # refugees take part in it; the other courses are in four languages and marked


def content() -> Sequence[Text]:
    """Every text of it, each Danish text once, in the order of the files."""
    newest = max(indicators.shipped().values(), key=lambda one: one.version)
    things = [
        *(sentences.topics(speaker) for speaker in sentences.SPEAKERS),
        meeting_kinds.questions(),
        meeting_kinds.kinds(),
        talk_kinds.kinds(),
        talk_kinds.terms(),
        [*line_file.read(lines.SHIPPED), *needs.needs().values()],
        list(library.templates().values()),
        list(support.schemes_in(support.SHIPPED)),
        list(task_types().values()),
        newest,
        templates.load(COURSE_FOR_ALL),
    ]
    return list({text[SOURCE]: text for text in inside(*things)}.values())


def for_catalogue(code: str) -> Sequence[str]:
    """The Danish texts whose own files have nothing in this language: what `content.po` has to say."""
    return [text[SOURCE] for text in content() if not text.get(code)]
