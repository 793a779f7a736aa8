"""One full pass over what waits, without any queue: facts become deliveries, and what is due is sent."""

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field

from companion.foundation import audit_seals, runtime
from companion.foundation.runtime import Runtime
from companion.plan import chasing
from companion.sync import service as sync
from companion.sync.gateway import Gateway
from companion.worker import retention

_log = logging.getLogger("companion.worker")


@dataclass(frozen=True)
class Pass:
    """What one pass did: facts taken, and deliveries by what became of them."""

    facts: int
    deliveries: Counter[str] = field(default_factory=Counter)


def once(
    bound_to: Runtime,
    *,
    gateway: Gateway | None = None,
    stopped: Callable[[], bool] = lambda: False,
    slots: int | None = None,
) -> Pass:
    """One pass; the same again finds nothing left to do. Without a gateway it opens the real one."""
    with runtime.bound(bound_to):
        _seal_the_audit()
        _ask_about_plans()
        facts = sync.take_facts()
        try:
            with nullcontext(gateway) if gateway else sync.open_gateway() as real:
                return Pass(facts, sync.drain(gateway=real, stopped=stopped, slots=slots))
        finally:
            retention.if_due(stopped=stopped)


def _seal_the_audit() -> None:
    try:
        audit_seals.seal()
    except Exception:  # noqa: BLE001 - the next pass seals it; what people released goes out meanwhile
        _log.exception("the audit was not sealed")


def _ask_about_plans() -> None:
    try:
        chasing.ask_what_is_due()
    except Exception:  # noqa: BLE001 - the next pass asks; what people released goes out meanwhile
        _log.exception("owners were not asked about their cards")
