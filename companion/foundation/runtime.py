"""What one running application stands on, bound to the context it runs in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from companion.foundation.clock import Clock
from companion.foundation.config import Config
from companion.foundation.crypto import KeyRings, KeysMissing, read_keys
from companion.foundation.database import Database


def _nobody_listens() -> None:
    """A fact told where no worker is wired stays in the journal until one sweeps."""


@dataclass(frozen=True)
class Runtime:
    """Settings, clock, database and keys of one application; `committed` wakes whoever tells facts onward."""

    config: Config
    clock: Clock
    database: Database
    keys: KeyRings
    committed: Callable[[], None] = field(default=_nobody_listens)


def open_runtime(config: Config, clock: Clock, committed: Callable[[], None] = _nobody_listens) -> Runtime:
    """The ground of one application, from its settings. Raises KeysMissing."""
    keys = read_keys(config.key_file)
    if keys.missing:
        rings = ", ".join(keys.missing)
        raise KeysMissing(f"The key file {config.key_file} lacks the ring {rings}. Add it with: companion init")
    return Runtime(config, clock, Database(config.database_url), keys, committed)


_current: ContextVar[Runtime] = ContextVar("companion_runtime")


def current() -> Runtime:
    """The runtime of this context. Raises LookupError outside `bound`."""
    return _current.get()


@contextmanager
def bound(runtime: Runtime) -> Iterator[Runtime]:
    """Everything inside reads its settings, time, database and keys from `runtime`."""
    token = _current.set(runtime)
    try:
        yield runtime
    finally:
        _current.reset(token)
