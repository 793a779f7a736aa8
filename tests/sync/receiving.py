"""A reference receiver running beside the test, and a way to ask it what it holds."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from companion.foundation.clock import Clock
from companion.sync.reference_receiver import ReferenceReceiver
from tests.sync.sharing import SECRET


@contextmanager
def receiving(store: Path, clock: Clock, *failing: str) -> Iterator[ReferenceReceiver]:
    """A receiver on a free port, stopped at the end."""
    with ReferenceReceiver(store=store, secret=SECRET, clock=clock, failing=failing) as receiver:
        thread = threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.closing.set()
            receiver.shutdown()
            thread.join()


def held(receiver: ReferenceReceiver) -> dict[str, int]:
    """How many resources of each kind it holds."""
    counts: dict[str, int] = {}
    for resource in received(receiver)["resources"]:
        counts[resource["type"]] = counts.get(resource["type"], 0) + 1
    return counts


def received(receiver: ReferenceReceiver) -> dict[str, Any]:
    """Everything it holds."""
    with urlopen(receiver.address + "received", timeout=5) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def post(address: str, body: bytes, headers: dict[str, str] | None = None) -> int:
    """The status of one POST."""
    from urllib.error import HTTPError

    try:
        with urlopen(Request(address, body, headers or {}), timeout=5) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code
