"""What the phones know: every item they made, what was answered, and what their owners did with the result."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Wish(StrEnum):
    """What a citizen last decided about one result, as the server confirmed it to her phone."""

    KEPT = "kept"
    RELEASED = "released"
    UNDONE = "undone"


@dataclass
class Item:
    """One answer made on a phone."""

    key: uuid.UUID
    citizen: uuid.UUID
    content: dict[str, Any]
    acknowledged: bool = False
    told_new: int = 0
    told_known: int = 0
    wish: Wish = Wish.KEPT

    @property
    def index(self) -> int:
        """What the receiver must hold: WHO-5, 0–100."""
        return 4 * int(sum(self.content["answers"]))


@dataclass
class Diary:
    """One phone's own record; only its thread writes, others look at the numbers."""

    items: list[Item] = field(default_factory=list)
    withdrawn: dict[uuid.UUID, datetime] = field(default_factory=dict)  # consent → when the phone knew
    counted: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)  # answers that no phone should ever get

    def acknowledged(self) -> int:
        """How many of its items have been acknowledged."""
        return sum(1 for item in self.items if item.acknowledged)
