"""Once a quarter: count what is closed and freeze it."""

import logging

from companion.foundation import audit, clock
from companion.insight import counting
from companion.insight import service as insight
from companion.insight.rules import last_closed

_log = logging.getLogger("companion.worker")


def if_due() -> None:
    """Publish the newest closed quarter, unless it is published."""
    if not insight.is_due():
        return
    closed = last_closed(clock.today())
    if insight.publish(quarter=closed, tables=counting.quarter(closed), actor=audit.WORKER):
        _log.info("figures of the quarter from %s are published", closed.begins)
