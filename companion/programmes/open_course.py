"""What every phone may keep of the courses: their texts, and the safety texts by themselves. Nobody's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from companion.language.provenance import Provenance
from companion.language.text import Text
from companion.programmes import templates
from companion.programmes.programme import Block, Programme, Week


@dataclass(frozen=True)
class SafetyTexts:
    """The safety blocks of one week, under course and week; `provenance` is that of the course's texts."""

    course_id: str
    week: Week
    course: Text
    title: Text
    blocks: Sequence[Block]
    provenance: dict[str, Provenance]


@cache
def courses() -> Sequence[Programme]:
    """Every course this installation has, whoever takes part in it."""
    return tuple(one for one in templates.load_all() if one.kind == "course")


def safety_texts() -> Sequence[SafetyTexts]:
    """Week by week what one should know when something is wrong, the course with most of it first."""
    by_course = [[one for one in map(partial(_of, course), course.weeks) if one.blocks] for course in courses()]
    return tuple(one for chapters in sorted(by_course, key=len, reverse=True) for one in chapters)


def said_for_safety() -> Sequence[object]:
    """Every text of that page, without what else stands in those weeks."""
    return tuple((one.title, one.course, one.blocks) for one in safety_texts())


def _of(course: Programme, week: Week) -> SafetyTexts:
    safety = tuple(block for block in week.blocks if block.safety)
    return SafetyTexts(course.id, week, course.title, week.title, safety, course.provenance)
