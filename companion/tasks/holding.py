"""Open tasks go over with their owner's citizens (S43)."""

from companion.caseload.holding import Holding
from companion.tasks.records import Task

HOLDINGS = (Holding(Task.citizen_id, Task.owner_id, still=lambda: Task.done_at.is_(None), circle=Task.visible_to),)
