"""`companion worker`: tells released facts onward."""

import click

from companion.cli.ground import plainly, read_settings, ready_runtime
from companion.foundation import logs


@click.command("worker")
@plainly
def worker() -> None:
    """Tell released facts onward and sweep every minute. Ends cleanly on SIGTERM.

    Example: companion worker
    """
    from companion.worker.consumer import run  # here, so that --help stays quick

    logs.configure()
    run(ready_runtime(read_settings()))
