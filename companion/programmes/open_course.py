"""What every phone may keep of the courses: their texts, and the safety texts by themselves. Nobody's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from companion.language.provenance import Provenance
from companion.language.text import Text
from companion.programmes import templates
from companion.programmes.programme import Block, Programme


@dataclass(frozen=True)
class SafetyTexts:
    """The safety blocks of one week, under the week's title; `provenance` is that of the course's texts."""

    title: Text
    blocks: Sequence[Block]
    provenance: dict[str, Provenance]


@cache
def courses() -> Sequence[Programme]:
    """Every course this installation has, whoever takes part in it."""
    return tuple(one for one in templates.load_all() if one.kind == "course")


def safety_texts() -> Sequence[SafetyTexts]:
    """Week by week what one should know when something is wrong; weeks without such texts are left out."""
    weeks = ((course, week) for course in courses() for week in course.weeks)
    found = (
        SafetyTexts(week.title, tuple(block for block in week.blocks if block.safety), course.provenance)
        for course, week in weeks
    )
    return tuple(one for one in found if one.blocks)
