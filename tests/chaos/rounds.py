"""The rounds: the receiver is told how to fail, one program is killed in mid-work, and it is started again."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx2

from tests.chaos import outbox
from tests.chaos.books import Books, damage, open_books
from tests.chaos.installation import Installation
from tests.chaos.ledger import Found, compare
from tests.chaos.load import Load
from tests.chaos.programs import NAMES, WEB, Program, running
from tests.chaos.waiting import some_moment_within, until

FAULTS = ("500", "500:1", "429:1", "429", "302", "html", "slow", "garbage", "reset", "stored-500", "never")
MOST_FAULTS = 4  # wrong answers in one round; the rest of its letters arrive
IN_FLIGHT = 4  # items acknowledged in a round before its kill: the load is on
LONGEST_DOWN = 0.4  # seconds a killed program stays away
MID_REQUEST, MID_LETTER = 0.3, 0.02  # seconds at most from "it is busy" to the kill
BUSY_WITHIN = 90.0  # seconds


@dataclass
class Tally:
    """What the rounds did."""

    seed: str
    kills: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    letters_cut: int = 0  # letters between claim and outcome when the worker or the receiver was killed
    load_seconds: float = 0.0
    drain_seconds: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """Everything the report is printed from."""

    tally: Tally
    load: Load
    books: Books
    found: Found


def play(place: Installation, *, rounds: int, lines: int, seed: str, never: bool) -> Outcome:
    """All rounds under load, then quiet, then the books; `never`: the receiver may also keep a caller waiting."""
    chance, tally = random.Random(f"{seed} kills"), Tally(seed)
    load = Load(place, lines=lines, seed=seed)
    with running(place) as programs:
        started = time.monotonic()
        load.start()
        for number, victim in enumerate(victims(rounds, chance), start=1):
            faults = _tell_to_fail(place, chance, tally, FAULTS if never else FAULTS[:-1])
            _round(place, programs.named(victim), load, chance, tally)
            print(f"round {number:2d}: {victim:8s} killed after {load.acknowledged():4d} items; receiver: {faults}")
        load.stop()
        tally.load_seconds = time.monotonic() - started
        found = {"claimed after a withdrawal": outbox.claimed_after_withdrawal(place)}
        _tell(place, [])
        tally.drain_seconds = outbox.drain(place, worker_started_at=programs.worker.started_at)
        books = open_books(place, load.diaries)
    wrong = [said for diary in load.diaries for said in diary.wrong]
    found |= {**compare(books), "answers no phone should get": wrong, "damaged files": damage(place)}
    return Outcome(tally, load, books, found)


def victims(rounds: int, chance: random.Random) -> Sequence[str]:
    """Whom to kill, in an order nobody knows: each program equally often, no one missing in three rounds."""
    return [name for _ in range(0, rounds, len(NAMES)) for name in chance.sample(NAMES, len(NAMES))][:rounds]


def _round(place: Installation, victim: Program, load: Load, chance: random.Random, tally: Tally) -> None:
    outbox.end_waits(place)
    before, since = load.acknowledged(), victim.started_at
    until("the load", lambda: load.acknowledged() >= before + IN_FLIGHT, within=BUSY_WITHIN)
    if victim.name != WEB:
        until("a letter", lambda: outbox.open_claims(place, since=since) > 0, within=BUSY_WITHIN, every=0.002)
    some_moment_within(MID_REQUEST if victim.name == WEB else MID_LETTER, chance)
    victim.kill()
    tally.kills[victim.name] += 1
    if victim.name != WEB:
        tally.letters_cut += outbox.open_claims(place, since=since)
    some_moment_within(LONGEST_DOWN, chance)
    victim.start()
    victim.until_up()


def _tell_to_fail(place: Installation, chance: random.Random, tally: Tally, known: Sequence[str]) -> list[str]:
    faults = [chance.choice(known) for _ in range(chance.randint(0, MOST_FAULTS))]
    _tell(place, faults)
    tally.faults.update(faults)
    return faults


def _tell(place: Installation, faults: list[str]) -> None:
    answer = httpx2.post(f"{place.receiver}/fail", json=faults, timeout=10, trust_env=False)
    assert answer.status_code == 204, answer.text
