"""What staff have before them in a talk: the lines their role may see, and which of them is pointed at now.

A finger on what is hidden from them lights nothing, like one on a page that no line stands for (R3).
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from companion.accounts.circles import circles_of
from companion.appointments import for_staff
from companion.foundation import audit
from companion.help.lines import help_lines
from companion.interpreting import rules
from companion.interpreting.live import Talk
from companion.language.text import Text
from companion.plan import reading_plans
from companion.programmes import service as programmes
from companion.programmes.who_sees import knows

MOST_MEETINGS = 20  # further ahead than anybody talks about


@dataclass(frozen=True)
class Line:
    """One line on the screen: `key` is the id of the block of hers that it stands for, `page` the page that is on."""

    key: str
    page: str
    titles: Sequence[Text]
    starts_at: datetime | None = None


def before(citizen: uuid.UUID, actor: audit.Actor) -> list[tuple[str, list[Line]]]:
    """All lines, page by page; the look is written down. Whoever asks has checked the relation."""
    for event in ("read.plan", "read.appointments", "read.programmes"):
        audit.write_daily(event=event, citizens=[citizen], actor=actor)
    lines = [line for source in _SOURCES.values() for line in source(citizen, actor)]
    return [(page, list(found)) for page, found in groupby(lines, key=lambda line: line.page)]


def lit(talk: Talk, actor: audit.Actor) -> str | None:
    """The key of the line that is pointed at, if this role may see it."""
    page = (talk.here and rules.page_of(talk.here)) or ""
    if page not in _SOURCES or talk.here is None:
        return None
    _list, is_one, key = talk.here.partition("/")
    pointed = f"{_ONE[page]}{key}" if is_one else talk.block
    return pointed if pointed in _keys(page, talk.citizen_id, actor) else None


def _keys(page: str, citizen: uuid.UUID, actor: audit.Actor) -> set[str]:
    """The keys of the lines of one page; every screen asks each second and a half, so a plan is not read for it."""
    if page != "plan":
        return {line.key for line in _SOURCES[page](citizen, actor)}
    shown = reading_plans.shown_of(citizen, circles_of(actor.role))
    if shown is None:
        return set()
    return {"purpose", *(f"card-{card}" for card in shown.cards), *["goals"] * shown.goals}


def _plan(citizen: uuid.UUID, actor: audit.Actor) -> Iterator[Line]:
    plan = reading_plans.open_plan(citizen, circles_of(actor.role))
    if plan is None:
        return
    yield Line("purpose", "plan", [plan.purpose])
    if plan.goals:
        yield Line("goals", "plan", [one.title for top in plan.goals for one in (top.goal, *top.parts)])
    yield from (Line(f"card-{card.id}", "plan", [card.title]) for card in plan.cards)


def _meetings(citizen: uuid.UUID, actor: audit.Actor) -> Iterator[Line]:
    for one in for_staff.coming(citizen, actor=actor, limit=MOST_MEETINGS):
        yield Line(f"meeting-{one.id}", "appointments", [one.title], one.starts_at)


def _weeks(citizen: uuid.UUID, actor: audit.Actor) -> Iterator[Line]:
    """The weeks of the course that is on her phone, if this role may know of it."""
    found = programmes.course(citizen)
    if found and knows(actor.role, found.programme):
        yield from (Line(f"week-{week.number}", "course", [week.title]) for week in found.weeks)


def _lines(_citizen: uuid.UUID, _actor: audit.Actor) -> Iterator[Line]:
    yield from (Line(f"line-{one.key}", "help", [one.name]) for one in help_lines())


_SOURCES: dict[str, Callable[[uuid.UUID, audit.Actor], Iterator[Line]]] = {
    "plan": _plan,
    "appointments": _meetings,
    "course": _weeks,
    "help": _lines,
}
_ONE = {"appointments": "meeting-", "course": "week-"}  # a page of one meeting or week is one line here
