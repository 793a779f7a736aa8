"""How the reference receiver fails on demand, so that senders can be tested against it."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

NAMED = frozenset({"garbage", "never", "html", "reset", "slow"})
WHAT = "a status (500, 429, 410 …), a status with Retry-After (429:7), stored-500, " + ", ".join(sorted(NAMED))
_FAULT = re.compile(r"(?P<stored>stored-)?(?P<status>[2-5]\d\d)(:(?P<wait>\d{1,6}))?")


class UnknownFault(ValueError):
    """Not a way to fail that this receiver knows; the message lists them."""


@dataclass(frozen=True)
class Fault:
    """One wrong answer: a status or a named one; `stored`: it keeps the call first and fails then."""

    name: str
    status: int | None = None
    stored: bool = False
    retry_after: str | None = None


class Faults:
    """The answers to give next, one a call; when they are used up the receiver is healthy again."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._lock = Lock()
        self._next = deque(read_fault(name) for name in names)

    def set(self, names: Iterable[str]) -> None:
        """Replace what is left. Raises UnknownFault and then changes nothing."""
        faults = deque(read_fault(name) for name in names)
        with self._lock:
            self._next = faults

    def take(self) -> Fault | None:
        """The fault for this call, if any."""
        with self._lock:
            return self._next.popleft() if self._next else None


def read_fault(name: str) -> Fault:
    """Understand one name. Raises UnknownFault."""
    name = name.strip()
    if name in NAMED:
        return Fault(name, stored=name in ("html", "slow"))  # both say 2xx in the end, so what was sent is kept
    found = _FAULT.fullmatch(name)
    if found is None:
        raise UnknownFault(f"unknown fault; known are: {WHAT}")
    return Fault(name, int(found["status"]), bool(found["stored"]), found["wait"])
