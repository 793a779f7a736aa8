"""Sends everything that is due: each slot claims, sends, records and claims again, and waits for no other."""

import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from random import SystemRandom

from companion.foundation import clock
from companion.sync import claiming
from companion.sync.claiming import Claim, Dropped
from companion.sync.gateway import Gateway, Letter
from companion.sync.letters import letter
from companion.sync.next_moment import next_moment
from companion.sync.rules import NOT_BUILT, Answer
from companion.sync.told import NoLonger, NotNow

SLOTS = 8  # letters under way at once; `turns.LINES` of them for one receiver, so a slow one does not hold up others
CONTESTED_WAIT = timedelta(hours=1)  # until somebody has answered her: then it goes, as it stands by then
BEGIN_WITHIN = timedelta(seconds=5)  # the contract: consent is checked at most 5 s before the call

_CHANCE = SystemRandom()

Done = Counter[str]  # how many deliveries ended how in one round

_log = logging.getLogger("companion.sync")


def drain(
    *,
    gateway: Gateway,
    slots: int = SLOTS,
    stopped: Callable[[], bool] = lambda: False,
    jitter: Callable[[], float] = _CHANCE.random,
) -> Done:
    """Send until nothing is due or `stopped` says so; a letter under way is finished."""
    moment = next_moment()
    if moment is None or moment > clock.now():
        return Done()
    if slots == 1:
        return _slot(gateway, stopped, jitter)
    with ThreadPoolExecutor(slots, thread_name_prefix="sync") as pool:
        rounds = [pool.submit(copy_context().run, _slot, gateway, stopped, jitter) for _ in range(slots)]
    return sum((one.result() for one in rounds), Done())


def attempt(claim: Claim, *, gateway: Gateway, jitter: Callable[[], float]) -> str:
    """Build, post and record one claimed delivery; the name of what became of it."""
    try:
        answer = _post(claim, gateway)
    except NoLonger:
        return claiming.let_fall(claim, why="no-longer-shared")
    except NotNow:
        claiming.give_back(claim, wait=CONTESTED_WAIT, why="contested")
        return "given-back"
    if answer is None:
        claiming.give_back(claim)
        return "given-back"
    result = claiming.record(claim, answer, jitter=jitter())
    _log.info("delivery %s: %s (%s)", claim.delivery_id, result or "stale", answer.reason)
    return str(result) if result else "stale"


def _slot(gateway: Gateway, stopped: Callable[[], bool], jitter: Callable[[], float]) -> Done:
    done = Done()
    while not stopped():
        claimed = claiming.claim()
        if claimed is None:
            break
        if isinstance(claimed, Dropped):
            done[claimed.outcome] += 1
        else:
            done[attempt(claimed, gateway=gateway, jitter=jitter)] += 1
    return done


def _post(claim: Claim, gateway: Gateway) -> Answer | None:
    """The answer, or None when the time since the claim ran out before the call could begin."""
    built = _built(claim)
    if built is None:
        return Answer(None, NOT_BUILT, arrived=False)
    left = BEGIN_WITHIN - (clock.now() - claim.claimed_at)
    if left <= timedelta(0):
        return None
    return gateway.post(built, begin_within=left.total_seconds())


def _built(claim: Claim) -> Letter | None:
    try:
        return letter(claim)
    except (NoLonger, NotNow):
        raise
    except Exception:  # noqa: BLE001 - whatever is wrong with one letter, the others go out
        _log.exception("delivery %s cannot be built", claim.delivery_id)
        return None
