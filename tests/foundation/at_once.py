"""Several people at the same moment: each act in a thread of its own, on the runtime of the test."""

import threading
from collections.abc import Callable, Sequence
from contextvars import Context

from companion.foundation import runtime as runtimes


def together(acts: Sequence[Callable[[], object]]) -> list[BaseException]:
    """Do all of these at the same moment; returns what was raised."""
    ground = runtimes.current()
    raised: list[BaseException] = []
    start = threading.Barrier(len(acts))

    def act(do: Callable[[], object]) -> None:
        with runtimes.bound(ground):
            start.wait()
            try:
                do()
            except Exception as fault:  # noqa: BLE001 - the test looks at what was raised
                raised.append(fault)

    threads = [threading.Thread(target=Context().run, args=(act, do)) for do in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return raised
