"""How long the fault rounds are: all of them in `make chaos`, a short form in `make test`."""

import os
import secrets
from dataclasses import dataclass

import pytest

SHORT_SEED = "2026"


@dataclass(frozen=True)
class Length:
    """How much one run of the fault rounds does."""

    rounds: int
    citizens: int
    lines: int
    seed: str
    never: bool  # whether the receiver may keep a caller waiting: 30 s each


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`length` short or long; the long rounds run on both databases."""
    if "length" in metafunc.fixturenames:
        long = "chaos" in metafunc.config.option.markexpr
        metafunc.parametrize("length", [_long() if long else _short()], ids=["long" if long else "short"])
        metafunc.parametrize("store", ["sqlite", "postgresql"] if long else ["sqlite"])


def _long() -> Length:
    rounds = int(os.environ.get("ROUNDS", "30"))
    return Length(rounds, citizens=30, lines=6, seed=os.environ.get("SEED") or secrets.token_hex(4), never=True)


def _short() -> Length:
    return Length(rounds=3, citizens=12, lines=4, seed=os.environ.get("SEED", SHORT_SEED), never=False)
