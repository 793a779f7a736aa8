"""Runs the worker until it is told to stop: SIGTERM lets the letters under way finish."""

from companion.foundation.runtime import Runtime
from companion.worker.queue import consumer_of, jobs_url
from companion.worker.wiring import jobs


def run(bound_to: Runtime) -> None:
    """Work until SIGTERM (finish what is under way) or SIGINT (stop at once); main thread only.

    Raises WrongSetting when the queue's address is wrong. A killed worker loses nothing: the tables know.
    """
    mine = jobs(jobs_url(bound_to.config))
    consumer = consumer_of(mine.queue)
    mine.serve(bound_to, stopped=consumer.stop_flag.is_set)
    consumer.run()
