"""`/course`: the weeks of the citizen's programme, and one page for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.database import reading
from companion.programmes import service
from companion.programmes.programme import Block
from companion.web.page import page

programmes = Blueprint("programmes", __name__)


@dataclass(frozen=True)
class Part:
    """Blocks that stand together: safety texts are set apart from the others."""

    safety: bool
    blocks: Sequence[Block]


@programmes.get("/course")
@signed_in_as("citizen", keep="own")
def course() -> Response:
    """All weeks, this one marked."""
    with reading():
        return page("programmes/course.html", course=service.course(me().person_id))


@programmes.get("/course/<int:number>")
@signed_in_as("citizen", keep="own")
def week(number: int) -> Response:
    """One week on one page: what it is about, the action, small steps and the work angle."""
    with reading():
        found, shown = service.week(me().person_id, number)
        return page("programmes/week.html", course=found, week=shown, parts_of_week=_parts(shown.blocks))


def _parts(blocks: Sequence[Block]) -> list[Part]:
    return [Part(safety, tuple(group)) for safety, group in groupby(blocks, lambda block: block.safety)]
