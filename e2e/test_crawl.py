"""Every page, looked at in every language and width with `make crawl`; in `make test` a sample of half a minute."""

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from companion.app import create_app
from companion.language.table import languages
from e2e import crawl_times, crawl_walk, pseudo
from e2e.conftest import MONDAY
from e2e.crawl_map import FIRST, Explorer, Pages
from e2e.crawl_steps import steps_of
from e2e.crawl_walk import NARROW, Walked, walk
from e2e.crawl_world import HIGH, LOW, ROLE_OF, STRANGER, World, is_citizen, prepare
from e2e.plain_words import LIX_LIMIT, lix
from e2e.town import municipality
from tests.clock import FrozenClock

pytestmark = pytest.mark.crawl
EVERYTHING = os.environ.get("CRAWL") == "all"
DANISH, ARABIC = "da", "ar"
CODES = list(languages()) if EVERYTHING else [DANISH, ARABIC]
ROUNDS = 5 if EVERYTHING else 1
HER_NUMBER = "/check-in/result"  # low for one and high for another; of a third it cannot be opened
SAMPLE = {  # the densest pages of whoever reads most: every shape of the style sheet is on one of them
    STRANGER: ["/sign-in", "/help"],
    FIRST: ["/", "/plan", "/appointments", "/check-in", "/course/1", "/me", "/me/sharing", "/progress"],
    LOW: [HER_NUMBER],
    "consultant": ["/desk", "/desk/today"],
}
HER_LIFE = ["/", "/plan", "/appointments", "/course", "/messages", "/progress", "/concerns", "/me/seen"]
SHAPES = {FIRST: ["/", "/plan", "/appointments", "/check-in", "/me", "/me/sharing"], "consultant": ["/desk"]}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One demo municipality for all walks; they only read."""
    with municipality(tmp_path_factory.mktemp("crawl"), FrozenClock(MONDAY)) as place:
        yield prepare(place)


@pytest.fixture(scope="module")
def pages(world: World) -> list[Pages]:
    """What each reader opens: everything there is, or the sample."""
    if not EVERYTHING:
        return with_steps(chosen(SAMPLE))
    explorer = Explorer(world, create_app(world.place.ground.config, ground=world.place.ground))
    walks = explorer.everybody()
    assert explorer.missing() == [], "pages that nothing in the demo world leads to"
    return with_steps(walks)


@pytest.mark.parametrize("code", CODES)
def test_every_page(
    chromium: Browser, world: World, pages: list[Pages], code: str, record_property: pytest.FixtureRequest
) -> None:
    """No violation, nothing undecided, too wide, cut off, blank, in the wrong script, or not mirrored."""
    walked = walk(chromium, world, pages, code, crawl_walk.WIDTHS if EVERYTHING else (NARROW,))
    record_property("crawl", row(walked))  # type: ignore[operator]
    assert walked.told() == [], "\n".join(walked.told())


@pytest.mark.parametrize("code", CODES)
def test_how_long_a_switch_and_a_finger_take(
    chromium: Browser, world: World, code: str, record_property: pytest.FixtureRequest
) -> None:
    """They lead where they should; how fast stands in the ledger, beside a whole page load of the same run."""
    found = crawl_times.measured(chromium, world, code, ROUNDS)
    record_property("times", found.told())  # type: ignore[operator]
    assert (len(found.loads), len(found.switches), len(found.pointed)) == (ROUNDS, 2 * ROUNDS, ROUNDS)


@pytest.mark.parametrize("code", [pseudo.LONGER, pseudo.TURNED])
def test_made_up_languages(chromium: Browser, world: World, pages: list[Pages], code: str) -> None:
    """Every text 40 % longer, and every text in Arabic letters from right to left: nothing is cut off."""
    with pseudo.spoken(world, code):
        found = crawl_walk.shapes_of(chromium, world, pages if EVERYTHING else chosen(SHAPES), code)
    assert found.told() == [], "\n".join(found.told())


def test_danish_reads_easily(world: World) -> None:
    """LIX at most 30 on every screen of one citizen and on the others' own; the five hardest are printed.

    In the whole crawl every screen of every citizen is read.
    """
    world.speak(DANISH)
    explorer = Explorer(world, create_app(world.place.ground.config, ground=world.place.ground))
    citizens = [persona for persona in ROLE_OF if is_citizen(persona)]
    screens = [(one, path) for one in citizens for path in read_by(explorer, one)]
    hard = sorted(((lix(explorer.read(*screen) or ""), *screen) for screen in screens), reverse=True)
    print("\n".join(f"LIX {score:.1f} {persona} {path}" for score, persona, path in hard[:5]))
    assert len(screens) > 60 + len(HER_LIFE) * len(citizens[1:])
    assert [one for one in hard if one[0] > LIX_LIMIT] == []


def read_by(explorer: Explorer, persona: str) -> list[str]:
    """The screens of a citizen that are read for their Danish."""
    return (
        list(explorer.walk(persona, lambda _route: True))
        if EVERYTHING or persona == FIRST
        else HER_LIFE + [HER_NUMBER] * (persona in (LOW, HIGH))
    )


def chosen(paths: dict[str, list[str]]) -> list[Pages]:
    """These pages, and no others."""
    return [Pages(persona, {path: [path] for path in own}) for persona, own in paths.items()]


def with_steps(walks: list[Pages]) -> list[Pages]:
    """These pages, and then what no link leads to."""
    return [replace(own, steps=steps_of(own.persona, every=EVERYTHING)) for own in walks]


def row(walked: Walked) -> str:
    """One line of the table at the end."""
    return f"{walked.code:6}{walked.pages:6}{walked.looks:7}{len(walked.told()):8}{walked.seconds:9.0f} s"
