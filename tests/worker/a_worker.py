"""Two jobs that leave marks in a folder, and a worker of its own that runs them: `main(url, folder)`."""

import time
from pathlib import Path
from typing import Any

from companion.worker.queue import consumer_of, open_queue

PROGRAM = "import sys; from tests.worker.a_worker import main; main(*sys.argv[1:])"


class Marks:
    """What the jobs did, as files: other processes look at them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def wake(self, name: str) -> None:
        """A job that goes on until it may end."""
        self.mark(f"{name}-began")
        while not self.has("may-end"):
            time.sleep(0.02)
        self.mark(f"{name}-done")

    def sweep(self) -> None:
        """The periodic job."""
        self.mark("swept")

    def mark(self, name: str) -> None:
        """Leave one."""
        (self.folder / name).touch()

    def has(self, name: str) -> bool:
        """Whether it is there."""
        return (self.folder / name).exists()


def jobs(url: str, marks: Marks) -> tuple[Any, Any]:
    """The queue behind this address with both jobs known, and the one that wakes."""
    queue = open_queue(url)
    wake = queue.task(name="wake")(marks.wake)
    queue.periodic_task(_every_time, name="sweep")(marks.sweep)
    return queue, wake


def main(url: str, folder: str) -> None:
    """Work until SIGTERM."""
    queue, _wake = jobs(url, Marks(Path(folder)))
    consumer_of(queue).run()


def _every_time(_moment: object) -> bool:
    return True
