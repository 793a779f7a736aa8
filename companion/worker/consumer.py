"""Runs the worker until it is told to stop: SIGTERM lets the letters under way finish."""

from companion.foundation.runtime import Runtime
from companion.worker.queue import jobs_url
from companion.worker.wiring import jobs

PASSES_AT_ONCE = 2  # a pass that waits for a slow receiver does not keep a new fact waiting
LONGEST_LOOK = 1.0  # seconds between two looks into an idle queue
LONGEST_STOP = 40.0  # seconds; a call ends within 30 s


def run(bound_to: Runtime) -> None:
    """Work until SIGTERM (finish what is under way) or SIGINT (stop at once); main thread only.

    Raises WrongSetting when the queue's address is wrong. A killed worker loses nothing: the tables know.
    """
    mine = jobs(jobs_url(bound_to.config))
    consumer = mine.queue.create_consumer(
        workers=PASSES_AT_ONCE,
        initial_delay=0.1,
        max_delay=LONGEST_LOOK,
        graceful_signal="TERM",
        shutdown_timeout=LONGEST_STOP,
    )
    mine.serve(bound_to, stopped=consumer.stop_flag.is_set)
    consumer.run()
