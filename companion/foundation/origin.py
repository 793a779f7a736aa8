"""Whose source a line has: what an outside system owns is read here and changed there."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from companion.foundation.errors import N_, Conflict

_writes: ContextVar[str | None] = ContextVar("companion_origin", default=None)


class OwnedElsewhere(Conflict):
    """The line came from an outside system, and only that system changes it."""

    sentence = N_("Den del kommer fra %(source)s. Ret den dér.")


def current() -> str | None:
    """The outside system that writes just now; None while people do."""
    return _writes.get()


@contextmanager
def writing_from(source: str) -> Iterator[None]:
    """Everything made inside belongs to this outside system."""
    token = _writes.set(source)
    try:
        yield
    finally:
        _writes.reset(token)


def is_own(source: str | None) -> bool:
    """Whether nobody outside owns the line, or its owner is the one who writes."""
    return source is None or source == current()


def require_own(source: str | None) -> None:
    """Raises OwnedElsewhere unless nobody outside owns the line, or its owner is the one who writes."""
    if not is_own(source):
        raise OwnedElsewhere(source=source)
