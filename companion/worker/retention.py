"""Once a Danish day: remove what is older than its class may be, and what came in while somebody erased herself."""

import logging
from collections.abc import Callable
from datetime import timedelta

from companion.accounts.ended import no_longer_readable
from companion.accounts.own_copy import erased_since
from companion.foundation import clock
from companion.me import erasing, retention

LATE_ARRIVALS = timedelta(days=7)  # a worker that stood still for a week still finds them

_log = logging.getLogger("companion.worker")


def if_due(*, stopped: Callable[[], bool] = lambda: False) -> None:
    """Today's run, unless it has been; stopped or killed in the middle, the next pass goes on."""
    if stopped() or not retention.is_due():
        return
    for citizen in erased_since(clock.now() - LATE_ARRIVALS):
        erasing.again(citizen)
    for citizen in no_longer_readable():
        erasing.after_the_end(citizen)
    removed = retention.run(stopped=stopped)
    _log.info("retention: %s", removed or "nothing was too old")
