"""Sends everything that is due: claim, carry, record, and claim again."""

import logging
from collections import Counter
from collections.abc import Callable

from companion.foundation import clock
from companion.nudges import claiming
from companion.nudges.gateway import Phones

Done = Counter[str]  # how many messages ended how in one round

_log = logging.getLogger("companion.nudges")


def drain(*, phones: Phones, stopped: Callable[[], bool] = lambda: False) -> Done:
    """Send until nothing is due or `stopped` says so; a message under way is finished."""
    done = Done()
    moment = claiming.next_moment()
    if moment is None or moment > clock.now():
        return done
    while not stopped():
        claimed = claiming.claim(phones)
        if claimed is None:
            break
        if isinstance(claimed, claiming.Settled):
            done[claimed.outcome] += 1
        else:
            done[carry(claimed, phones)] += 1
    return done


def carry(claim: claiming.Claim, phones: Phones) -> str:
    """Carry one claimed message outside any transaction, and record what became of it."""
    result = claiming.record(claim, phones.send(claim.notice))
    _log.info("message %s: %s", claim.message_id, result)
    return result
