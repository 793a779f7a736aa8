"""Web, worker and receiver are killed with -9 under load, the receiver fails as well: nothing lost, nothing doubled."""

import random
from pathlib import Path

import pytest

from tests.chaos.conftest import Length
from tests.chaos.installation import install
from tests.chaos.report import table
from tests.chaos.rounds import play

pytestmark = pytest.mark.chaos


def test_kills_lose_nothing_and_double_nothing(
    length: Length, store: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = None if store == "sqlite" else request.getfixturevalue("empty_postgres_url")
    print(f"\n{length.rounds} rounds of kill -9 on {store}, seed {length.seed} (repeat the choices with SEED=…)")
    chance = random.Random(f"{length.seed} ports {tmp_path}")
    place = install(tmp_path, database_url=url, citizens=length.citizens, chance=chance)
    try:
        outcome = play(place, rounds=length.rounds, lines=length.lines, seed=length.seed, never=length.never)
    finally:
        place.ground.database.close()
    print(table(outcome))
    items = outcome.books.phones.items.values()
    assert all(item.acknowledged for item in items)
    assert sum(outcome.tally.kills.values()) == length.rounds
    assert not {name: ones for name, ones in outcome.found.items() if ones}
