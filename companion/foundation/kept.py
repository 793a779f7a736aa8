"""What every process keeps in memory of the database: read once, and again when it may have changed.

Every process looks at most every `LOOK_AGAIN` whether something changed; the one that saved looks at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import OperationalError

from companion.foundation import clock, runtime
from companion.foundation.database import Database, reading

LOOK_AGAIN = timedelta(seconds=10)  # what somebody saved counts on every screen within this time
Content = TypeVar("Content")


class Kept(Generic[Content]):
    """One such thing, of each installation in this process apart.

    `state` is one row that differs whenever something changed, `read` makes the content anew of the former one.
    """

    def __init__(
        self, state: Executable, read: Callable[[Connection, Content], Content], nothing: Callable[[], Content]
    ) -> None:
        self._state, self._read, self._nothing = state, read, nothing
        self._shelves: WeakKeyDictionary[Database, _Shelf[Content]] = WeakKeyDictionary()

    def now(self) -> Content:
        """What it says in the running installation; nothing outside one."""
        try:
            ground = runtime.current()
        except LookupError:
            return self._nothing()
        shelf = self._shelves.get(ground.database)
        if shelf is None:
            shelf = self._shelves.setdefault(ground.database, _Shelf(self._nothing()))
        self._look(shelf)
        return shelf.content

    def look_again(self) -> None:
        """Something was saved here: who asks next in this process gets the new one. Call it after the transaction."""
        shelf = self._shelves.get(runtime.current().database)
        if shelf is not None:
            shelf.looked_at = None

    def _look(self, shelf: _Shelf[Content]) -> None:
        now = clock.now()
        if shelf.looked_at is not None and abs(now - shelf.looked_at) < LOOK_AGAIN:
            return
        shelf.looked_at = now
        try:
            self._renew(shelf)
        except OperationalError:
            return  # the page that says so needs it too: what was read last

    def _renew(self, shelf: _Shelf[Content]) -> None:
        with reading() as db:
            state = tuple(db.execute(self._state).one())
            if state != shelf.state:
                shelf.content = self._read(db, shelf.content)
                shelf.state = state


@dataclass
class _Shelf(Generic[Content]):
    content: Content
    looked_at: datetime | None = None
    state: tuple[object, ...] | None = None
