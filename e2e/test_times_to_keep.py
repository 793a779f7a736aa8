"""A clock face and a part-of-day word stand beside every time a citizen is to keep (DOMAIN), on all her pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser

import pytest

from companion.app import create_app
from e2e.conftest import MONDAY
from e2e.crawl_map import Explorer
from e2e.crawl_world import ROLE_OF, prepare
from e2e.plain_words import VOID
from e2e.town import municipality
from tests.clock import FrozenClock

WALL = re.compile(r"\d\d:\d\d")  # an hour of every week
PART = re.compile(r"om formiddagen|midt på dagen|om eftermiddagen|om aftenen|om natten")
TOGETHER = {"when", "hours"}  # the box of one time, or of two hours with a line between them
NOT_TO_KEEP = {  # words of the block before a time that lies ahead and that nobody has to keep → why
    "Mødet er flyttet. Før var det": "the old time of a meeting: a face would lead her to it",
    "Den slutter selv": "ends by itself, with nothing to do",
    "Det slutter af sig selv": "ends by itself, with nothing to do",
    "Bliver sendt kl.": "a few minutes to undo in, counted by the page",
}
BLOCKS = ("p", "li", "div", "label", "button")
ENOUGH = 40  # of times in the demo: fewer, and the walk has missed pages


@dataclass
class Part:
    """An element that is open: what it has said so far, and whether a clock face stood in it."""

    tag: str
    is_box: bool
    words: str = ""
    has_face: bool = False

    @property
    def is_sound(self) -> bool:
        """A face and a word."""
        return self.has_face and bool(PART.search(self.words))


class _Times(HTMLParser):
    """Collects each `<time>`: what it says to a machine, what stands together with it, and the block around it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Part, Part]] = []
        self._open: list[Part] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        part = Part(tag, not TOGETHER.isdisjoint(classes))
        for around in self._open if tag == "svg" and "clock" in classes else []:
            around.has_face = True
        if tag == "time":
            inside_out = self._open[::-1]
            box = next((one for one in inside_out if one.is_box), part)
            block = next((one for one in inside_out if one.tag in BLOCKS), part)
            self.found.append((given.get("datetime") or "", box, block))
        if tag not in VOID:
            self._open.append(part)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for around in self._open:
            around.words += data


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """The demo municipality, in Danish."""
    with municipality(tmp_path_factory.mktemp("times"), FrozenClock(MONDAY)) as place:
        world = prepare(place)
        world.speak("da")
        yield Explorer(world, create_app(place.ground.config, ground=place.ground))


def test_each_has_a_clock_face_and_a_part_of_the_day(explorer: Explorer) -> None:
    """Every page every citizen can reach."""
    bare, seen = set(), 0
    for persona in (one for one, role in ROLE_OF.items() if role == "citizen"):
        for path in explorer.walk(persona, lambda _route: True):
            for told, box, block in times(explorer.read(persona, path) or ""):
                if is_to_keep(told, block):
                    seen += 1
                    bare |= set() if box.is_sound else {f"{path}: {block.words}"}
    print(f"\n{seen} times to keep")
    assert seen > ENOUGH and sorted(bare) == []


def test_a_bare_time_is_seen() -> None:
    face, told = '<svg class="clock"></svg>', '<time datetime="2026-11-26T14:30:00+01:00">%s</time>'
    for inside, is_sound in ((f"{face}kl. 14 om eftermiddagen", True), (f"{face}kl. 14", False), ("om natten", False)):
        [(_, box, _block)] = times(f"<main><p>{told % inside}</p></main>")
        assert box.is_sound is is_sound


def times(html: str) -> list[tuple[str, Part, Part]]:
    """Each time of the main part: what it says, what stands together with it, and the block around it."""
    reader = _Times()
    reader.feed(html.partition("<main")[2].partition("</main>")[0])
    return reader.found


def is_to_keep(told: str, block: Part) -> bool:
    """An hour that lies ahead, or one of every week."""
    if any(words in block.words for words in NOT_TO_KEEP):
        return False
    return bool(WALL.fullmatch(told)) or ("T" in told and datetime.fromisoformat(told) > MONDAY)
