"""A real browser, a real server, and everything that goes wrong between them: lost 0, doubled 0, each with a receipt.

200 rounds in `make chaos` (PHONE_ROUNDS), about ten in `make test`; the ledger of phone against server is printed.
"""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.chaos.conftest import SHORT_SEED
from tests.chaos.faulty_line import FaultyLine
from tests.chaos.handset import Handset
from tests.chaos.installation import Installation, install
from tests.chaos.phone_report import phone_table
from tests.chaos.phone_rounds import Rounds
from tests.chaos.programs import Program, web_of
from tests.chaos.waiting import until

pytestmark = pytest.mark.chaos
LONG = 200
SHORT = (  # one of each kind, without the 12 s of a timeout
    "browser killed",
    "server killed",
    "tab closed",
    "worker updated",
    "two tabs",
    "html garbage",
    "500",
    "401",
    "409",
    "clock −6 years",
    "worker +1 year",
)
RECONNECT_SECONDS, RECONNECTS = 5.0, 5
MANY, MANY_SECONDS = 500, 30.0


@pytest.fixture(scope="module")
def is_long(request: pytest.FixtureRequest) -> bool:
    """Whether this is `make chaos`."""
    return "chaos" in request.config.option.markexpr


@pytest.fixture(scope="module")
def chance(is_long: bool) -> random.Random:
    """The dice; the short form always falls the same way."""
    seed = os.environ.get("SEED") or (str(time.time_ns()) if is_long else SHORT_SEED)
    print(f"\nseed {seed} (repeat the choices with SEED=…)")
    return random.Random(seed)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it all lies."""
    return tmp_path_factory.mktemp("phone")


@pytest.fixture(scope="module")
def place(folder: Path, chance: random.Random) -> Iterator[Installation]:
    """An installation with one citizen of ours."""
    made = install(folder, database_url=None, citizens=1, chance=chance)
    yield made
    made.ground.database.close()


@pytest.fixture(scope="module")
def web(place: Installation) -> Iterator[Program]:
    """Its web server, up."""
    program = web_of(place)
    program.start()
    program.until_up()
    yield program
    program.stop()


@pytest.fixture(scope="module")
def line(place: Installation, web: Program, chance: random.Random) -> Iterator[FaultyLine]:
    """The line to it."""
    made = FaultyLine(place.web_port, chance)
    yield made
    made.close()


@pytest.fixture(scope="module")
def phone(playwright: Playwright, folder: Path, line: FaultyLine) -> Iterator[Handset]:
    """Her phone, signed in."""
    made = Handset(playwright, folder / "profile", line.url)
    made.sign_in("chaos-0")
    yield made
    made.close()


def test_nothing_is_lost_and_nothing_doubled(
    place: Installation, phone: Handset, line: FaultyLine, web: Program, chance: random.Random, *, is_long: bool
) -> None:
    rounds = Rounds(place, phone, line, web, chance)
    number = int(os.environ.get("PHONE_ROUNDS", LONG)) if is_long else len(SHORT)
    rounds.play(number, of=rounds.acts if is_long else SHORT)
    found, books = rounds.balance()
    print(phone_table(rounds, found, books, line, kills=(phone.kills, web.kills)))
    assert rounds.tally.done.total() == number and line.from_worker
    assert not {name: ones for name, ones in found.items() if ones}


def test_from_a_new_connection_to_sent(phone: Handset, line: FaultyLine) -> None:
    taken = []
    for _ in range(RECONNECTS):
        phone.context.set_offline(True)
        phone.save([[3, 3, 3, 3, 3]])
        phone.page.evaluate("companion.unsent.added()")
        assert phone.waits() == (1, 0)
        began = time.monotonic()
        phone.context.set_offline(False)
        until("it to be sent", lambda: phone.waits() == (0, 0), every=0.02)
        taken.append(time.monotonic() - began)
    print(f"\nfrom a new connection to sent, s: {', '.join(f'{one:.2f}' for one in taken)} (limit {RECONNECT_SECONDS})")
    assert max(taken) <= RECONNECT_SECONDS


def test_five_hundred_waiting_answers(
    playwright: Playwright, place: Installation, web: Program, folder: Path, *, is_long: bool
) -> None:
    """As after months in a place without coverage; straight to the server, in `make chaos` only."""
    if not is_long:
        pytest.skip("500 answers are sent in `make chaos`")
    phone = Handset(playwright, folder / "straight", f"http://localhost:{place.web_port}")
    phone.sign_in("chaos-0")
    phone.context.set_offline(True)
    keys = phone.save([[2, 2, 2, 2, 2]] * MANY)
    phone.context.set_offline(False)
    began = time.monotonic()
    phone.send()
    until("all to be sent", lambda: phone.waits() == (0, 0), within=4 * MANY_SECONDS, every=0.25)
    taken = time.monotonic() - began
    print(f"\n{MANY} waiting answers sent in {taken:.1f} s (limit {MANY_SECONDS:.0f}); load {os.getloadavg()[0]:.1f}")
    assert {one["key"] for one in phone.book()["receipts"]} >= set(keys)
    phone.close()
    assert taken <= MANY_SECONDS
