"""Whatever is done to the audit outside the open minute by somebody without the key is found, every time."""

import random
import uuid
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from companion.foundation import audit, audit_check, audit_heads, audit_seals
from companion.foundation.audit import Actor, AuditLine
from companion.foundation.audit_digest import Keys
from companion.foundation.audit_seals import AuditSeal
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from tests.chaos.tampering import KINDS, Audit
from tests.clock import FrozenClock

SEED = 20261124
ROUNDS = {"sqlite": 1000, "postgresql": 100}
SHORT = 40
MINUTES, A_MINUTE = 24, timedelta(minutes=1)


@pytest.fixture
def whole(runtime: Runtime, clock: FrozenClock) -> Audit:
    """A sealed audit with an erasure in it, every line outside the open minute."""
    chance = random.Random(SEED)
    citizens, staff = ([uuid.UUID(int=chance.getrandbits(128)) for _ in range(count)] for count in (8, 3))
    for minute in range(MINUTES):
        for _ in range(chance.randrange(1, 8)):
            citizen = chance.choice(citizens)
            who = chance.choice([Actor(citizen, "citizen"), Actor(chance.choice(staff), "caseworker", staff[0])])
            audit.write(event="consent.given", citizen=citizen, actor=who, purpose="who5-index", about=uuid.uuid4())
            clock.move(timedelta(seconds=1))
        if minute in (MINUTES // 3, MINUTES // 2):
            audit.blank(citizen=citizens.pop())
        clock.move(A_MINUTE)
        audit_seals.seal()
    assert audit_check.verify()[0] == []
    return taken()


def taken() -> Audit:
    """What stands in the database and outside it."""
    held = [*audit_heads.of_days(), *filter(None, [audit_heads.newest()])]
    with reading() as db:
        seals = [dict(row._mapping) for row in db.execute(select(AuditSeal.__table__).order_by(AuditSeal.number))]
        lines = db.execute(select(AuditLine.__table__).order_by(AuditLine.at, AuditLine.id))
        return Audit(seals, [dict(row._mapping) for row in lines], held)


def tampered(whole: Audit, keys: Keys, rounds: int) -> tuple[Counter[str], list[str]]:
    """How often each kind was done, and which were not found."""
    chance = random.Random(SEED)
    done: Counter[str] = Counter()
    missed = []
    for number in range(rounds):
        act = KINDS[number % len(KINDS)]
        audit = whole.copied()
        act(audit, chance)
        done[act.__name__] += 1
        if not audit.found(keys):
            missed.append(f"round {number}: {act.__name__}")
    return done, missed


def test_an_audit_nobody_touched_is_whole(whole: Audit, runtime: Runtime) -> None:
    assert whole.copied().found(runtime.keys.rings["audit"]) == []


def test_every_kind_is_found_in_a_short_run(whole: Audit, runtime: Runtime) -> None:
    done, missed = tampered(whole, runtime.keys.rings["audit"], SHORT)
    assert (len(done), missed) == (len(KINDS), [])


@pytest.mark.chaos
def test_every_tampering_is_found(whole: Audit, runtime: Runtime, engine: str) -> None:
    rounds = ROUNDS[engine]
    done, missed = tampered(whole, runtime.keys.rings["audit"], rounds)
    print(f"\n  {engine}: {len(whole.lines)} lines, {len(whole.seals)} seals, seed {SEED}")
    for kind, times in done.items():
        print(f"  {kind.replace('_', ' '):<34} {times:>4}")
    print(f"  tampered {done.total()}, found {done.total() - len(missed)}, missed {len(missed)}")
    assert missed == []
