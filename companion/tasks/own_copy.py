"""What a citizen asked staff for: her copy, erasure, and how long done tasks stay."""

import uuid
from datetime import datetime

from companion.foundation.copies import Copy, Counts, Erasure, entries, remove
from companion.tasks.records import Task

TABLES = {"task": Erasure.GOES}


def export_of(citizen: uuid.UUID) -> Copy:
    """Everything she asked for, and when it was done."""
    return {"task": entries(Task, Task.citizen_id == citizen)}


def erase(citizen: uuid.UUID) -> Counts:
    """All of it goes; nobody owes her anything in this app any more."""
    return {"task": remove(Task, Task.citizen_id == citizen)}


def _forget_done(before: datetime, most: int) -> int:
    return remove(Task, Task.done_at < before, most=most)


FORGET = {"task": _forget_done}
