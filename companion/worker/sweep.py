"""One full pass over what waits, without any queue: facts become deliveries, and what is due is sent."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from companion.foundation import runtime
from companion.foundation.runtime import Runtime
from companion.sync import service as sync
from companion.sync.gateway import Gateway


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
        facts = sync.take_facts()
        if gateway is not None:
            return Pass(facts, sync.drain(gateway=gateway, stopped=stopped, slots=slots))
        with sync.open_gateway() as real:
            return Pass(facts, sync.drain(gateway=real, stopped=stopped, slots=slots))
